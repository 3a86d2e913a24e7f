/** Every wrong use of the command line ends with one clear message, the right exit code, and nothing done. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ExitCode } from '../../packages/cli/src/exit-codes.ts'
import { type Ended, pathWithCommand } from '../docs/commands.ts'
import { named } from '../docs/snippets.ts'
import { buildWorld } from '../docs/workflows-world.ts'
import { type Case, cases, harmless } from './cases.ts'
import { writeFiles } from './files.ts'
import { inShell, inThisProcess, isQuick } from './run-line.ts'
import { type Servers, startServers } from './servers.ts'

// Each case is a process or several, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 })

let sandbox: Sandbox
let servers: Servers
let names: Record<string, string>
let folder: string
let env: NodeJS.ProcessEnv
let worldBefore: string

beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'misuse' })
  servers = await startServers()
  names = { ...(await buildWorld(sandbox)), ...servers.urls, SANDBOX_PORT: new URL(sandbox.url).port }
  folder = mkdtempSync(path.join(tmpdir(), 'prolific-misuse-'))
  writeFiles(folder, (text) => named(text, names))
  for (const [home, content] of [
    ['keys', '{"lab": "sandbox_lab"}'],
    ['damaged', '{"lab": "sandbox_secret'],
  ] as const) {
    mkdirSync(path.join(folder, home, '.prolific'), { recursive: true })
    writeFileSync(path.join(folder, home, '.prolific/credentials'), content, { mode: 0o600 })
  }
  mkdirSync(path.join(folder, 'folders/.prolific/credentials'), { recursive: true })
  env = { HOME: path.join(folder, 'home'), PATH: pathWithCommand(folder), ...sandbox.env }
  worldBefore = JSON.stringify(await sandbox.wallets.statements())
})
afterAll(async () => {
  servers?.close()
  await sandbox?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const quick = cases.filter(([, line]) => isQuick(line))
const others = cases.filter(([, line]) => !isQuick(line))

function mustSay({ code: got, out, err }: Ended, [, , code, says]: Case): void {
  expect(got, err).toBe(code)
  // A check that says no has something to show; nothing else has.
  expect(out === '').toBe(code !== ExitCode.NO)
  expect(err).toMatch(says)
  // One message: no trace, no secret, nothing that a terminal would obey, and short enough to be read.
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$|node:internal|sandbox_secret|undefined|\[object/m)
  expect(err).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(says.source.startsWith('Usage') ? 80 : 16)
}

describe('wrong uses', () => {
  it.each(quick)('%s: %s', async (...one) => {
    mustSay(await inThisProcess(named(one[1], names), folder, env), one)
  })
})

describe.concurrent('wrong uses, as processes', () => {
  it.each(others)('%s: %s', async (...one) => {
    mustSay(await inShell(named(one[1], names), folder, env), one)
  })
})

it.each(harmless)('%s: %s', async (_, line, prints, says) => {
  const { code, out, err } = await inShell(named(line, names), folder, env)
  expect(code, err).toBe(ExitCode.GOOD)
  expect(out).toMatch(prints)
  expect(err.trim()).toMatch(says)
})

it('none of them moved money', async () => {
  expect(JSON.stringify(await sandbox.wallets.statements())).toBe(worldBefore)
})
