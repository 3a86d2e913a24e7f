/** The pages of workflows and of the command line: every piece of TypeScript and of a shell runs against a sandbox and prints what it says. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ended, pathWithCommand } from './commands.ts'
import { databaseFor, removeDatabases } from './databases.ts'
import { printed } from './printed.ts'
import { asModule, named, type Snippet, snippets } from './snippets.ts'
import { buildWorld } from './workflows-world.ts'

const root = path.resolve(import.meta.dirname, '../..')
const pieces = path.join(root, '.cache/snippets-of-workflows')
const pages = [
  'cli.md',
  'study-files.md',
  ...readdirSync(path.join(root, 'docs/workflows')).map((name) => `workflows/${name}`),
]
  .map((name) => ({
    name,
    of: (language: string) => snippets(path.relative(process.cwd(), path.join(root, 'docs', name)), language),
  }))
  .filter(({ of }) => of('ts').length + of('sh').length > 0)

// Each case is a process or several, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 })

let sandbox: Sandbox
let base: ReturnType<Sandbox['snapshot']>
let ids: Record<string, string>
let home: string
let shell: NodeJS.ProcessEnv
const before = { ...process.env }

beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'workflows' })
  ids = await buildWorld(sandbox)
  base = sandbox.snapshot()
  home = mkdtempSync(path.join(tmpdir(), 'prolific-workflows-'))
  mkdirSync(path.join(home, '.prolific'), { mode: 0o700 })
  writeFileSync(path.join(home, '.prolific/credentials'), JSON.stringify({ prolific: sandbox.key }), {
    mode: 0o600,
  })
  shell = { HOME: home, PATH: pathWithCommand(home), ...sandbox.env }
  Object.assign(process.env, { HOME: home, ...sandbox.env })
  rmSync(pieces, { recursive: true, force: true })
  mkdirSync(pieces, { recursive: true })
})

afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
  await sandbox?.close()
  removeDatabases()
  if (home) rmSync(home, { recursive: true, force: true })
})

it('every piece of TypeScript in them type-checks', async () => {
  for (const snippet of pages.flatMap((page) => page.of('ts'))) written(snippet)
  const config = path.join(pieces, 'tsconfig.json')
  writeFileSync(config, JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'] }))
  const { out } = await ended(path.join(root, 'node_modules/.bin/tsc'), ['-p', config], { env: shell })
  expect(out).toBe('')
})

/** The file that a piece of TypeScript becomes. */
function written(snippet: Snippet): string {
  const file = path.join(pieces, `${snippet.place.replace(/\W+/g, '-')}.ts`)
  writeFileSync(file, asModule(snippet, ids))
  return file
}

describe.each(pages)('$name', ({ name, of }) => {
  it.each(of('ts'))('$place', async (snippet) => {
    sandbox.restore(base)
    Object.assign(process.env, await databaseFor(snippet.code))
    expect(await printed(written(snippet))).toEqual(snippet.prints.map(line))
  })

  it.each(of('sh'))('$place', async ({ code, prints }) => {
    sandbox.restore(base)
    const cwd = path.join(home, path.basename(name))
    mkdirSync(cwd, { recursive: true })
    for (const { file, code } of ['yaml', 'csv', 'json'].flatMap(of)) {
      if (file) writeFileSync(path.join(cwd, file), `${named(code, ids)}\n`)
    }
    const env = { ...shell, ...(await databaseFor(code)) }
    const ran = await ended('sh', ['-euc', named(code, ids)], { cwd, env })
    expect(ran.code, ran.err).toBe(0)
    expect(ran.out.split('\n').slice(0, -1)).toEqual(prints.map((text) => line(named(text, ids))))
  })
})

/** A line that a page says is printed, where `…` stands for whatever is not the same every time. */
const line = (text: string) =>
  text.includes('…')
    ? expect.stringMatching(
        new RegExp(
          `^${text
            .split('…')
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
        ),
      )
    : text
