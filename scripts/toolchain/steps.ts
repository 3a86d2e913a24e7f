import path from 'node:path'
import { ROOT, run, tool } from './run.ts'
import { makeScratch } from './scratch.ts'

export interface Step {
  name: string
  command: string
  args: string[]
  /** The root of the repository, if not said. */
  cwd?: string
}

/** What `npm test` runs, in order: the quick checks first. */
export const testSteps = (vitestWords: string[] = []): Step[] => [
  {
    name: 'derived files are fresh',
    command: process.execPath,
    args: ['--conditions=@prolific-kit/source', 'scripts/generate.ts', '--check'],
  },
  { name: 'style', command: tool('biome'), args: ['check', '.'] },
  { name: 'types', command: tool('tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'tests', command: tool('vitest'), args: ['run', ...vitestWords] },
]

/** Judges what the tests saw of the sandbox, which they note in a folder; `--write` writes the page of it anew. */
export const judgement = (words: string[] = []): Step => ({
  name: 'what is proven of the sandbox',
  command: process.execPath,
  args: ['--conditions=@prolific-kit/source', 'test/answers/judge.ts', ...words],
})

/** Runs steps one after another, tells whether all succeeded and stops at the first that fails; the last line says it too. */
export async function runSteps(steps: readonly Step[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  using scratch = makeScratch()
  const begin = performance.now()
  const times: string[] = []
  for (const { name, command, args, cwd = ROOT } of steps) {
    console.log(`\n── ${name}`)
    const start = performance.now()
    // Tests start many processes that strip the types of the same files: compiled once, they start faster.
    const shared = {
      ...process.env,
      NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
      TMPDIR: scratch.folder,
      ...env,
    }
    if (!(await run(command, args, { cwd, env: shared }))) {
      console.log(`\nFAILED at ${name}, after ${seconds(begin)}`)
      return false
    }
    times.push(`${name} ${seconds(start)}`)
  }
  console.log(`\nPassed in ${seconds(begin)}: ${times.join(', ')}`)
  return true
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`
