/** `prolific-kit sandbox` as a program: its lines, its signals, its file and its configuration. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Prolific } from 'prolific-kit'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inProcess } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

const MAIN = path.join(import.meta.dirname, '../main.ts')

let folder: string
let made = 0
const running = new Set<ChildProcess>()
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-command-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

function start(words: string[]) {
  const child = spawn(
    process.execPath,
    ['--conditions=@prolific-kit/source', '--no-warnings', MAIN, 'sandbox', ...words],
    { env: { PATH: process.env.PATH, HOME: folder, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } },
  )
  running.add(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => (said.out += data))
  child.stderr.on('data', (data) => (said.err += data))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return { code: code as number | null, ...said }
  })
  return { child, said, ended }
}

/** Runs one that ends by itself, in this process. */
const ended = (words: string[]) => inProcess(['sandbox', ...words], { HOME: folder })

/** Starts one that must come up, and reads its first line. */
async function up(...words: string[]) {
  const started = start(['--port', '0', ...words])
  const line = new Promise<string>((resolve) => {
    started.child.stdout.on(
      'data',
      () => started.said.out.includes('\n') && resolve(started.said.out.split('\n')[0]!),
    )
  })
  const first = await Promise.race([line, started.ended.then(({ err }) => Promise.reject(new Error(err)))])
  return { ...started, ...(JSON.parse(first) as { url: string; key: string; env: Record<string, string> }) }
}

const write = (text: string, name = `config-${++made}.yaml`): string => {
  fs.writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}
const clientOf = ({ url, key }: { url: string; key: string }) =>
  new Prolific({ baseUrl: url, apiKey: key, logger: {} })

test('its first line is for programs, and a signal ends it in good order', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const sandbox = await up('--seed', '1', '--now', '2027-01-01T00:00Z')
    expect(sandbox.env).toMatchObject({ PROLIFIC_URL: sandbox.url, PROLIFIC_TOKEN: sandbox.key })
    expect(await (await fetch(`${sandbox.url}/_sandbox/clock`)).json()).toEqual({
      now: '2027-01-01T00:00:00.000000Z',
    })
    sandbox.child.kill(signal)
    const { code, out, err } = await sandbox.ended
    expect([code, out.split('\n').length]).toEqual([ExitCode.GOOD, 2])
    expect(err).toContain(`export PROLIFIC_BASE_URL='${sandbox.url}/api/v1/'`)
  }
})

test('env asks a running one, and says what to do where there is none', async () => {
  const sandbox = await up('--seed', '1')
  const { port } = new URL(sandbox.url)
  const env = await ended(['env', '--port', port])
  expect(env).toMatchObject({ code: ExitCode.GOOD, err: '' })
  expect(env.out.split('\n')).toContain(`export PROLIFIC_API_KEY='${sandbox.key}'`)
  const json = await ended(['env', '--port', port, '--json'])
  expect(JSON.parse(json.out)).toEqual(sandbox.env)
  const none = await ended(['env', '--port', '9'])
  expect(none).toMatchObject({ code: ExitCode.SERVER, out: '' })
  expect(none.err).toContain('prolific-kit sandbox --port 9')
})

test('a port that is taken, and words that make no sense', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const taken = await ended(['--port', String(port)])
  expect(taken).toEqual({
    code: ExitCode.MACHINE,
    out: '',
    err: `prolific-kit: Port ${port} is in use: choose another one, or 0\n`,
  })
  other.close()
  for (const words of [
    ['--port', '70000'],
    ['--now', 'lunch'],
    ['--mode', 'loose'],
    ['--clock', 'sun'],
    ['--webhook-timeout', '5'],
    ['--webhook-timeout', '0ms'],
    ['--webhook-timeout', '60d'],
    ['en'],
  ]) {
    expect((await ended(words)).code, words.join(' ')).toBe(ExitCode.USAGE)
  }
})

test('--webhook-timeout is how long a receiver has to answer', async () => {
  const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const target_url = `http://127.0.0.1:${(silent.address() as { port: number }).port}/`
  const file = write(CONFIG.replace('http://127.0.0.1:9/hook', target_url))
  const sandbox = await up('--seed', '1', '--webhook-timeout', '100ms', '--config', file)
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: 0 }),
  }
  expect((await fetch(`${sandbox.url}/_sandbox/clock`, asked)).status).toBe(200)
  const headers = { authorization: 'Token sandbox_lab' }
  const sent = await (await fetch(`${sandbox.url}/_sandbox/deliveries`, { headers })).text()
  expect(sent).toContain('nothing whole came within 100 ms')
  sandbox.child.kill('SIGTERM')
  await sandbox.ended
  silent.close()
})

test('--data goes on where it was left; two cannot have it; another file is left alone', async () => {
  const data = path.join(folder, 'lab.sqlite')
  const first = await up('--data', data, '--seed', '3')
  const workspace = await clientOf(first).workspaces.create({ title: 'Kept' })
  const second = await start(['--port', '0', '--data', data]).ended
  expect(second).toMatchObject({ code: ExitCode.MACHINE, out: '' })
  expect(second.err).toContain('in use by another sandbox')
  first.child.kill('SIGKILL')
  await first.ended
  const third = await up('--data', data, '--seed', '3')
  expect(third.key).toBe(first.key)
  expect((await clientOf(third).workspaces.retrieve({ workspace_id: workspace.id })).title).toBe('Kept')
  third.child.kill('SIGTERM')
  expect((await third.ended).err).toContain(`It goes on from ${data}`)
  const text = write('not a database, but some text that somebody needs')
  expect(await start(['--port', '0', '--data', text]).ended).toMatchObject({ code: ExitCode.MACHINE })
})

const CONFIG = `
seed: pilot
mode: strict
tenants:
  - key: sandbox_lab
    balance: 50000
    groups:
      - name: Pilot
        participants: [${'a'.repeat(24)}, ${'b'.repeat(24)}]
    studies:
      - study: &study
          name: A study from a file
          description: Ten questions.
          external_study_url: https://lab.example.org/?session={{%SESSION_ID%}}
          prolific_id_option: url_parameters
          completion_codes:
            - { code: DONE, code_type: COMPLETED, actions: [{ action: AUTOMATICALLY_APPROVE }] }
          total_available_places: 5
          estimated_completion_time: 5
          reward: 100
        participants: { count: 3, behaviour: diligent }
      - study: { <<: *study, name: A draft }
    webhooks:
      - event_type: study.status.change
        target_url: http://127.0.0.1:9/hook
  - key: sandbox_poor
    balance: 0
faults:
  - operation: users.me
    fault: { type: status, status: 503 }
    times: 1
    tenant: sandbox_poor
`

describe('--config', () => {
  test('furnishes a new sandbox, once', async () => {
    const data = path.join(folder, 'furnished.sqlite')
    const file = write(CONFIG)
    const sandbox = await up('--config', file, '--data', data)
    const lab = clientOf({ url: sandbox.url, key: 'sandbox_lab' })
    expect((await lab.studies.list().toArray()).map(({ name, status }) => [name, status])).toEqual([
      ['A draft', 'UNPUBLISHED'],
      ['A study from a file', 'ACTIVE'],
    ])
    const [workspace] = await lab.workspaces.list().toArray()
    const workspace_id = workspace!.id
    expect((await lab.workspaces.getBalance({ workspace_id })).total_balance).toBe(50_000)
    const [group] = await lab.participantGroups.list({ workspace_id }).toArray()
    expect(group).toMatchObject({ name: 'Pilot', participant_count: 2 })
    expect(await lab.webhooks.listSubscriptions().toArray()).toMatchObject([{ is_enabled: true }])
    const me = () =>
      fetch(`${sandbox.url}/api/v1/users/me/`, { headers: { authorization: 'Token sandbox_poor' } })
    expect([(await me()).status, (await me()).status]).toEqual([503, 200])
    sandbox.child.kill('SIGTERM')
    expect((await sandbox.ended).code).toBe(ExitCode.GOOD)
    const again = await up('--config', file, '--data', data)
    const labAgain = clientOf({ url: again.url, key: 'sandbox_lab' })
    expect(await labAgain.studies.list().toArray()).toHaveLength(2)
    again.child.kill('SIGTERM')
    await again.ended
  })

  test.each([
    ['tenants: [', /config-\d+\.yaml:1:\d+: /],
    ['colour: red\n', /:1:9: colour: There is no such field here\. There are seed, /],
    [
      'tenants:\n  - key: live-key\n',
      /:2:10: tenants\.0\.key: This must be a key that begins with “sandbox_”/,
    ],
    [
      'tenants:\n  - balance: -1\n  - balance: 1.5\n',
      /:2:14: tenants\.0\.balance[\s\S]*:3:14: tenants\.1\.balance/,
    ],
    ['tenants:\n  - studies:\n      - publish: true\n', /:3:9: tenants\.0\.studies\.0: study is missing/],
    [
      'faults:\n  - operation: users.em\n    fault: drop_before\n',
      /:2:5: faults\.0: No operation is called "users\.em"/,
    ],
    [
      CONFIG.replace('reward: 100', 'reward: much'),
      /:20:19: tenants\.0\.studies\.0\.study\.reward: A valid integer/,
    ],
    [
      CONFIG.replace('balance: 50000', 'balance: 5'),
      /:11:9: tenants\.0\.studies\.0: .*(available|balance|fund)/i,
    ],
    [
      CONFIG.replace('count: 3', 'count: 0'),
      /:21:32: tenants\.0\.studies\.0\.participants\.count: This must be a whole/,
    ],
    [CONFIG.replace('diligent', 'diligant'), /:21:23: tenants\.0\.studies\.0\.participants: .*diligant/],
    [
      CONFIG.replace('http://127.0.0.1:9/hook', 'https://example.org/'),
      /:25:21: tenants\.0\.webhooks\.0\.target_url: /,
    ],
  ])(
    '%#: what is wrong is said with file, line and column, and nothing is left behind',
    async (text, message) => {
      const data = path.join(folder, `none-${made}.sqlite`)
      const { code, out, err } = await ended(['--port', '0', '--config', write(text), '--data', data])
      expect([code, out]).toEqual([ExitCode.REFUSED, ''])
      expect(err).toMatch(message)
      expect(fs.existsSync(data)).toBe(false)
    },
  )

  test('the one in the documentation works', async () => {
    const page = fs.readFileSync(path.join(import.meta.dirname, '../../../../docs/sandbox.md'), 'utf8')
    const sandbox = await up('--config', write(/```yaml\n(seed: pilot\n[\s\S]*?)```/.exec(page)![1]!))
    const lab = clientOf({ url: sandbox.url, key: 'sandbox_lab' })
    expect((await lab.studies.list().toArray()).map(({ status }) => status)).toEqual(['ACTIVE'])
    sandbox.child.kill('SIGTERM')
    expect((await sandbox.ended).code).toBe(ExitCode.GOOD)
  })

  test('a file that is not there', async () => {
    const { code, out, err } = await ended(['--port', '0', '--config', path.join(folder, 'no.yaml')])
    expect([code, out]).toEqual([ExitCode.USAGE, ''])
    expect(err).toContain('no.yaml, cannot be read: there is no such file')
  })

  test('a file in another encoding is not guessed at', async () => {
    const file = write('')
    fs.writeFileSync(file, Buffer.from('tenants: [{ groups: [{ name: Caf\xe9 }] }]', 'latin1'))
    const { code, out, err } = await ended(['--port', '0', '--config', file])
    expect([code, out]).toEqual([ExitCode.REFUSED, ''])
    expect(err).toContain('is not text in UTF-8')
  })
})
