import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ExitCode } from './exit-codes.ts'

const MAIN = path.join(import.meta.dirname, 'main.ts')
const KEY = 'k3y-That_must.never~show'

let home: string
let file: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'))
  file = path.join(home, '.prolific', 'credentials')
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs the command as a program of its own, with a home of its own and no variables of ours. */
function cli(
  words: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=@prolific-kit/source', MAIN, ...words], {
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, HOME: home, ...env },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => (out += data))
    child.stderr.on('data', (data) => (err += data))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })
}
const stored = () => JSON.parse(fs.readFileSync(file, 'utf8'))
const store = (profiles: Record<string, string>) => {
  fs.mkdirSync(path.dirname(file))
  fs.writeFileSync(file, JSON.stringify(profiles))
}

describe('register', () => {
  test('as Mephisto documents it, its words in any order', async () => {
    for (const [words, profile] of [
      [['name=prolific', `api_key=${KEY}`], 'prolific'],
      [[`api_key=${KEY}=`, 'name=other'], 'other'],
    ] as const) {
      const { code, out, err } = await cli(['register', 'prolific', ...words])
      expect({ code, out }).toEqual({ code: ExitCode.GOOD, out: '' })
      expect(err).toBe(`Stored the key of profile "${profile}" in ${file}\n`)
    }
    expect(stored()).toEqual({ prolific: KEY, other: `${KEY}=` })
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  })

  test('--profile reads one line where there is no terminal', async () => {
    const { code, out, err } = await cli(['register', '--profile', 'lab'], { input: `${KEY}\r\nnot this\n` })
    expect({ code, out }).toEqual({ code: ExitCode.GOOD, out: '' })
    expect(err).not.toContain(KEY)
    expect(stored()).toEqual({ lab: KEY })
  })

  test.skipIf(!fs.existsSync('/usr/bin/script'))(
    '--profile asks on a terminal and does not echo',
    async () => {
      // A terminal without a size wraps every character.
      const command = `stty cols 80 rows 24; '${process.execPath}' --conditions=@prolific-kit/source '${MAIN}' register --profile lab`
      const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], {
        env: { PATH: process.env.PATH, HOME: home, TERM: 'xterm' },
      })
      let shown = ''
      child.stdout.on('data', (data) => {
        if (!shown.includes('API key') && `${shown}${data}`.includes('API key')) child.stdin.write(`${KEY}\r`)
        shown += data
      })
      const code = await new Promise((resolve) => child.once('close', resolve))
      expect(shown).toContain('API key for profile "lab"')
      expect(shown).not.toContain(KEY)
      expect(code).toBe(ExitCode.GOOD)
      expect(stored()).toEqual({ lab: KEY })
    },
  )

  test('says that it replaced a key, or kept one that had no name', async () => {
    fs.mkdirSync(path.dirname(file))
    fs.writeFileSync(file, 'bare-key')
    expect((await cli(['register', '-p', 'lab'], { input: 'one' })).err).toMatch(/now profile "default"/)
    expect((await cli(['register', '-p', 'lab'], { input: 'two' })).err).toMatch(
      /^Replaced the key of profile "lab"/,
    )
    expect(stored()).toEqual({ default: 'bare-key', lab: 'two' })
  })

  test('a damaged file is reported and stays as it is', async () => {
    fs.mkdirSync(path.dirname(file))
    fs.writeFileSync(file, `{"lab": "${KEY}`)
    const { code, err } = await cli(['register', 'prolific', 'name=prolific', 'api_key=another'])
    expect(code).toBe(ExitCode.KEY)
    expect(err).toMatch(/damaged/)
    expect(err).not.toContain(KEY)
    expect(fs.readFileSync(file, 'utf8')).toBe(`{"lab": "${KEY}`)
  })

  test.each([
    [['register'], ExitCode.USAGE],
    [['register', 'mturk', `api_key=${KEY}`], ExitCode.USAGE],
    [['register', 'prolific', KEY], ExitCode.USAGE],
    [['register', 'prolific', `key=${KEY}`], ExitCode.USAGE],
    [['register', `--api-key=${KEY}`], ExitCode.USAGE],
    [['register', 'prolific', `api_key=${KEY}`, '--profile', 'lab'], ExitCode.USAGE],
    [['register', 'prolific', 'name=prolific', 'api_key='], ExitCode.KEY],
    [['register', 'prolific', 'name=prolific', `api_key=${KEY} ${KEY}`], ExitCode.KEY],
    [['register', 'prolific', 'name=', `api_key=${KEY}`], ExitCode.KEY],
    [['register', '--profile', 'lab'], ExitCode.KEY],
  ])('refuses %j with code %i, stores nothing and shows no key', async (words, expected) => {
    const { code, out, err } = await cli(words)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).not.toBe('')
    expect(err).not.toContain(KEY)
    expect(fs.existsSync(file)).toBe(false)
  })
})

describe('whoami', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await createSandbox({ seed: 1 })
  })
  afterAll(() => sandbox.close())
  const base = () => ({ PROLIFIC_BASE_URL: sandbox.url })

  test('shows the account of the named profile and its money, not of the key in the environment', async () => {
    store({ lab: 'sandbox_of_lab' })
    const env = { ...base(), PROLIFIC_API_KEY: 'sandbox_of_environment' }
    const lab = await cli(['whoami', '--profile', 'lab', '--json'], { env })
    const environment = await cli(['whoami', '--json'], { env })
    expect([lab.code, lab.err, environment.code]).toEqual([ExitCode.GOOD, '', ExitCode.GOOD])
    expect(JSON.parse(lab.out)).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      email: expect.stringContaining('@'),
      workspaces: [{ balance: { available_balance: 1_000_000, currency_code: 'GBP' } }],
    })
    expect(JSON.parse(environment.out).id).not.toBe(JSON.parse(lab.out).id)
    const { out } = await cli(['whoami', '-p', 'lab'], { env })
    expect(out).toMatch(
      new RegExp(`^id +${JSON.parse(lab.out).id}\ne-mail +\\S+@\\S+\n\nworkspace +id +available +total\n`),
    )
    expect(out).toContain('10000.00 GBP')
    expect(out + lab.out + environment.out).not.toContain('sandbox_of')
  })

  test('a key that the server refuses: 5', async () => {
    const { code, out, err } = await cli(['whoami'], { env: { ...base(), PROLIFIC_API_KEY: KEY } })
    expect({ code, out }).toEqual({ code: ExitCode.KEY, out: '' })
    expect(err).toMatch(/^prolific-kit: /)
    expect(err).not.toContain(KEY)
  })

  test('no key at all: 5, and how to give one', async () => {
    const { code, err } = await cli(['whoami'], { env: base() })
    expect(code).toBe(ExitCode.KEY)
    expect(err).toMatch(/register --profile.*PROLIFIC_API_KEY/)
  })

  test('nobody listens: 8', async () => {
    const env = { PROLIFIC_BASE_URL: 'http://127.0.0.1:9', PROLIFIC_API_KEY: 'sandbox_x' }
    expect(await cli(['whoami'], { env })).toMatchObject({ code: ExitCode.SERVER, out: '' })
  })
})

test.each([
  [['--help'], ExitCode.GOOD],
  [['--version'], ExitCode.GOOD],
  [['register', '--help'], ExitCode.GOOD],
  [[], ExitCode.USAGE],
  [['rehearse'], ExitCode.USAGE],
  [['whoami', 'extra'], ExitCode.USAGE],
  [['whoami', '--profile'], ExitCode.USAGE],
])('%j ends with %i; help that was asked for is data', async (words, expected) => {
  const { code, out, err } = await cli(words)
  expect(code).toBe(expected)
  expect([out === '', err === '']).toEqual(expected === ExitCode.GOOD ? [false, true] : [true, false])
})
