import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseFor, removeDatabases } from './databases.ts'
import { printed } from './printed.ts'
import { asModule, snippets } from './snippets.ts'
import { buildWorld } from './world.ts'

const root = path.resolve(import.meta.dirname, '../..')
const run = promisify(execFile)
const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`),
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const pieces = (language: string) =>
  pages.flatMap((page) => snippets(path.relative(process.cwd(), path.join(root, page)), language))
const typescript = pieces('ts').map((snippet, i) => ({
  ...snippet,
  file: path.join(root, `.cache/snippets/piece-${i}.ts`),
}))
const shell = pieces('sh').flatMap(({ place, code }) =>
  code
    .split('\n')
    .filter((line) => /^(npx )?prolific-kit register/.test(line))
    .map((line) => ({ place, line })),
)

let sandbox: Sandbox
let home: string
let base: Awaited<ReturnType<Sandbox['snapshot']>>
const before = { ...process.env }

beforeAll(async () => {
  sandbox = await createSandbox()
  const ids = await buildWorld(sandbox)
  base = sandbox.snapshot()
  home = mkdtempSync(path.join(tmpdir(), 'prolific-docs-'))
  mkdirSync(path.join(home, '.prolific'), { mode: 0o700 })
  writeFileSync(path.join(home, '.prolific/credentials'), JSON.stringify({ prolific: sandbox.key }), {
    mode: 0o600,
  })
  Object.assign(process.env, { HOME: home, ...sandbox.env })
  rmSync(path.join(root, '.cache/snippets'), { recursive: true, force: true })
  mkdirSync(path.join(root, '.cache/snippets'), { recursive: true })
  for (const snippet of typescript) writeFileSync(snippet.file, asModule(snippet, ids))
})

afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
  await sandbox?.close()
  removeDatabases()
  rmSync(home, { recursive: true, force: true })
})

describe('the pages of the project', () => {
  it.each(typescript)('$place runs, and prints what it says', async ({ code, file, prints }) => {
    sandbox.restore(base)
    Object.assign(process.env, await databaseFor(code))
    expect(await printed(file)).toEqual(prints)
  })

  it('type-check', async () => {
    const config = path.join(root, '.cache/snippets/tsconfig.json')
    writeFileSync(
      config,
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
        include: ['*.ts'],
      }),
    )
    await run(path.join(root, 'node_modules/.bin/tsc'), ['-p', config]).catch(({ stdout }) =>
      expect(stdout).toBe(''),
    )
  })

  it.each(shell)('$place: $line', async ({ line }) => {
    const main = path.join(root, 'packages/cli/src/main.ts')
    const command = line.replace(
      /^(npx )?prolific-kit/,
      `"${process.execPath}" --conditions=@prolific-kit/source "${main}"`,
    )
    await run('sh', ['-c', command], { env: { ...process.env, HOME: mkdtempSync(path.join(home, 'home-')) } })
  })
})
