import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import type { Finding } from './finding.ts'
import { nodeVersion } from './machine.ts'
import { clock } from './server.ts'

const lab = await openLab('doctor')
const { sandbox, cli } = lab
afterAll(() => lab.close())

const folder = path.join(lab.home, '.prolific')
const file = path.join(folder, 'credentials')
beforeEach(() => fs.rmSync(folder, { recursive: true, force: true }))
const store = (text: string, mode = 0o600) => {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  fs.writeFileSync(file, text)
  fs.chmodSync(file, mode)
}
const doctor = async (words: string[] = [], env: Record<string, string> = {}) => {
  const ended = await cli(['doctor', '-o', 'json', ...words], env)
  const findings = JSON.parse(ended.out) as Finding[]
  expect(ended.out + ended.err).not.toContain(sandbox.key)
  return { ...ended, findings, of: (check: string) => findings.filter((one) => one.check === check) }
}

describe('doctor', () => {
  test('all is well: key, host, clock, workspace and its balance, Node', async () => {
    const { code, findings, of } = await doctor()
    expect(findings.map(({ check, result }) => [check, result])).toEqual([
      ['node', expect.stringMatching(/good|look/)],
      ['credentials file', 'good'],
      ['host', 'good'],
      ['key', 'good'],
      ['clock', 'good'],
      ['workspace', 'good'],
    ])
    expect(of('key')[0]!.found).toMatch(/variable PROLIFIC_API_KEY: \S+@\S+ \([0-9a-f]{24}\)/)
    expect(of('workspace')[0]!.found).toMatch(/10000\.00 GBP at hand of 10000\.00 GBP/)
    expect(of('host')[0]!.found).toBe(new URL(sandbox.url).host)
    expect(code).toBe(ExitCode.GOOD)
  })

  test('keys that others on this machine can read', async () => {
    store('{"lab": "sandbox_lab"}', 0o644)
    const { code, of } = await doctor(['--profile', 'lab'])
    expect(code).toBe(ExitCode.NO)
    expect(of('credentials mode')[0]).toMatchObject({ result: 'wrong', mend: `chmod 600 '${file}'` })
    expect(of('credentials file')[0]!.found).toMatch(/: lab$/)
    expect(of('key')[0]!.found).toMatch(/profile "lab"/)
  })

  test('people read a line for each finding, and below it how to mend it', async () => {
    store('{"lab": "sandbox_lab"}', 0o640)
    const { out } = await cli(['doctor'])
    expect(out).toMatch(/^good {3}node {14}\d/m)
    expect(out).toMatch(/^wrong {2}credentials mode {2}.* is 0640: others .*\n {7}→ chmod 600 '/m)
  })

  test('a damaged file does not keep the rest from being looked at', async () => {
    store('{"lab": "sandbox_')
    const { code, of } = await doctor()
    expect(code).toBe(ExitCode.NO)
    expect(of('credentials file')[0]).toMatchObject({
      result: 'wrong',
      found: expect.stringMatching(/damaged/),
    })
    expect([...of('key'), ...of('host')]).not.toEqual([])
  })

  test.each([
    [{ PROLIFIC_API_KEY: 'some-key-of-old' }, 'key', /does not take the key/, /register --profile/],
    [{ PROLIFIC_API_KEY: '', PROLIFIC_TOKEN: '' }, 'key', /No Prolific API key/, /register --profile/],
    [{ PROLIFIC_BASE_URL: 'http://127.0.0.1:9' }, 'host', /127\.0\.0\.1:9/, /PROLIFIC_BASE_URL/],
    [{ PROLIFIC_BASE_URL: 'nonsense' }, 'host', /base URL .* is not an address/, /PROLIFIC_BASE_URL/],
    [{ PROLIFIC_WORKSPACE: 'f'.repeat(24) }, 'workspace', /none of this key’s workspaces/, /--workspace/],
  ])('%j: %s is wrong, and how to mend it', async (env, check, found, mend) => {
    const { code, findings } = await doctor([], env as Record<string, string>)
    expect(code).toBe(ExitCode.NO)
    const [wrong] = findings.filter(({ result }) => result === 'wrong')
    expect(wrong).toMatchObject({
      check,
      found: expect.stringMatching(found),
      mend: expect.stringMatching(mend),
    })
  })

  test('different keys in several variables are looked at, an empty wallet too', async () => {
    const snapshot = sandbox.snapshot()
    await sandbox.wallets.setBalance({ balance: 0 })
    const { code, of } = await doctor([], { PROLIFIC_TOKEN: 'sandbox_other' })
    sandbox.restore(snapshot)
    expect(code).toBe(ExitCode.GOOD)
    expect(of('key variables')[0]).toMatchObject({
      result: 'look',
      mend: expect.stringMatching(/unset PROLIFIC_TOKEN/),
    })
    expect(of('workspace')[0]).toMatchObject({ result: 'look', mend: expect.stringMatching(/topped up/) })
  })
})

test.each([
  ['20.18.3', 'wrong'],
  ['20.19.0', 'look'],
  ['21.7.0', 'wrong'],
  ['22.11.0', 'wrong'],
  ['22.12.0', 'good'],
  ['24.1.0', 'good'],
])('Node %s: %s', (version, result) => expect(nodeVersion(version).result).toBe(result))

test.each([
  [0, 'good'],
  [19, 'good'],
  [-30, 'look'],
  [600, 'wrong'],
  [-600, 'wrong'],
])('a clock that is %i seconds off: %s', (seconds, result) => {
  const there = Date.parse('2026-01-05T09:00:00Z')
  const found = clock(new Date(there).toUTCString(), there + 500 + seconds * 1000)
  expect(found.result).toBe(result)
})
