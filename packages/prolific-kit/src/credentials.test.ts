import { execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect, promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProlificApiKeyError } from './core/errors.ts'
import { findKey, readCredentials, register } from './credentials.ts'

const KEY = 'k3y-That_must.never~show'
let home: string
let file: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'credentials-'))
  file = path.join(home, '.prolific', 'credentials')
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const write = (text: string) => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}
const stored = () => JSON.parse(fs.readFileSync(file, 'utf8'))
const mode = (target: string) => fs.statSync(target).mode & 0o777
const find = (profile?: string, env: Record<string, string> = {}) => findKey(profile, { HOME: home, ...env })
const refusal = (task: () => unknown): string => {
  try {
    task()
  } catch (error) {
    expect(error).toBeInstanceOf(ProlificApiKeyError)
    return (error as Error).message
  }
  throw new Error('Nothing was refused')
}

/** Starts a Node process in which `register` and the path `file` are at hand. */
const script = (body: string): string[] => [
  '--conditions=@prolific-kit/source',
  '--input-type=module',
  '-e',
  `import { register } from ${JSON.stringify(path.join(import.meta.dirname, 'credentials.ts'))}
   const file = ${JSON.stringify(file)}
   ${body}`,
]

describe('registering', () => {
  test('makes a file that you alone can read, in a directory of its own', async () => {
    expect(await register('prolific', KEY, file)).toEqual({ path: file, replaced: false })
    expect(stored()).toEqual({ prolific: KEY })
    expect(mode(file)).toBe(0o600)
    expect(mode(path.dirname(file))).toBe(0o700)
    expect(fs.readdirSync(path.dirname(file))).toEqual(['credentials'])
  })

  test('keeps the other profiles and closes a file that others could read', async () => {
    write('{"lab": "key-of-lab", "prolific": "old"}')
    fs.chmodSync(file, 0o644)
    expect(await register('prolific', KEY, file)).toMatchObject({ replaced: true })
    expect(stored()).toEqual({ lab: 'key-of-lab', prolific: KEY })
    expect(mode(file)).toBe(0o600)
  })

  test('keeps a key without a name as `default`', async () => {
    write('only-key\n')
    expect(await register('prolific', KEY, file)).toMatchObject({ keptAs: 'default', replaced: false })
    expect(stored()).toEqual({ default: 'only-key', prolific: KEY })
  })

  test('writes through a link, even to a file that is not there yet', async () => {
    const real = path.join(home, 'elsewhere', 'keys')
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.symlinkSync(path.relative(path.dirname(file), real), file)
    await register('a', 'key-a', file)
    await register('b', 'key-b', file)
    expect(fs.lstatSync(file).isSymbolicLink()).toBe(true)
    expect(JSON.parse(fs.readFileSync(real, 'utf8'))).toEqual({ a: 'key-a', b: 'key-b' })
    expect(mode(real)).toBe(0o600)
  })

  test.each([
    '',
    '   ',
    '{"prolific": "k',
    '{"prolific": 7}',
    '["key"]',
    'two words',
    '"quoted"',
    '\0\0\0',
    '{"a": "b"} tail',
  ])('leaves a damaged file as it is: %j', async (text) => {
    write(text)
    await expect(register('prolific', KEY, file)).rejects.toThrow(/damaged.*left as it is.*move it away/)
    expect(fs.readFileSync(file, 'utf8')).toBe(text)
    expect(fs.readdirSync(path.dirname(file))).toEqual(['credentials'])
  })

  test.each([
    '',
    ' ',
    'undefined',
    'null',
    `${KEY} `,
    `${KEY}\n`,
    `"${KEY}"`,
    `'${KEY}'`,
    `“${KEY}”`,
    `${KEY}\u200b`,
    `${KEY}é`,
  ])('refuses what cannot be a key, without showing it: %j', async (key) => {
    const error = await register('prolific', key, file).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProlificApiKeyError)
    expect(inspect(error)).not.toContain(KEY)
    expect(fs.existsSync(path.dirname(file))).toBe(false)
  })

  test.each(['', ' ', ' a', 'a ', 'a\nb', '\u0007'])('refuses %j as a profile', async (profile) => {
    await expect(register(profile, KEY, file)).rejects.toThrow(/profile needs a name/)
    expect(fs.existsSync(file)).toBe(false)
  })

  test('says so when the file cannot be written', async () => {
    fs.writeFileSync(path.dirname(file), 'a file where the directory should be')
    await expect(register('prolific', KEY, file)).rejects.toThrow(/"prolific" was not stored: E/)
  })

  test('every profile and key that is accepted can be read again', async () => {
    const key = fc.string({ unit: fc.constantFrom(...'aZ09-_.~+/={}[],:<>\\'), minLength: 1, maxLength: 60 })
    const name = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'ä b'),
      fc.stringMatching(/^[\w.-]{1,12}$/),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, key, { minKeys: 1, maxKeys: 4 }), async (profiles) => {
        fs.rmSync(file, { force: true })
        for (const [profile, value] of Object.entries(profiles)) await register(profile, value, file)
        for (const [profile, value] of Object.entries(profiles)) expect(find(profile)).toBe(value)
        expect(readCredentials(file)?.profiles.toSorted()).toEqual(Object.keys(profiles).toSorted())
      }),
      { numRuns: process.env.CHECK_DEEP ? 1000 : 50 },
    )
  })
})

describe('several processes', () => {
  test('eight that register at once lose no profile', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `profile-${n}`)
    const run = promisify(execFile)
    await Promise.all(
      names.map((name) => run(process.execPath, script(`await register('${name}', 'key-${name}', file)`))),
    )
    expect(stored()).toEqual(Object.fromEntries(names.map((name) => [name, `key-${name}`])))
    expect(fs.readdirSync(path.dirname(file))).toEqual(['credentials'])
  })

  test('one that is killed at any moment leaves a whole file, and no lock that holds up the next', async () => {
    await register('kept', KEY, file)
    const rounds = process.env.CHECK_DEEP ? 100 : 6
    for (let round = 0; round < rounds; round++) {
      const child = spawn(
        process.execPath,
        script(
          `process.stdout.write('ready'); for (let n = 0; ; n++) await register('other', 'x'.repeat(9000) + n, file)`,
        ),
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await sleep(Math.random() * 20)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      if (fs.existsSync(file)) expect(stored().kept).toBe(KEY)
      await register('after', `key-${round}`, file)
      expect(find('kept')).toBe(KEY)
      expect(find('after')).toBe(`key-${round}`)
    }
    expect(fs.readdirSync(path.dirname(file))).toEqual(['credentials'])
  }, 120_000)

  test('a lock of a living process is waited for, one of old age is taken over', async () => {
    await register('a', 'key-a', file)
    const lock = `${file}.lock`
    fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, host: os.hostname(), token: 'other' }))
    let done = false
    const waiting = register('b', 'key-b', file).then(() => {
      done = true
    })
    await sleep(100)
    expect(done).toBe(false)
    const longAgo = new Date(Date.now() - 60_000)
    fs.utimesSync(lock, longAgo, longAgo)
    await waiting
    expect(stored()).toEqual({ a: 'key-a', b: 'key-b' })
    expect(fs.existsSync(lock)).toBe(false)
  })
})

describe('finding', () => {
  test('a named profile is never shadowed by the environment', () => {
    write('{"prolific": "from-file"}')
    const env = { PROLIFIC_API_KEY: 'from-environment' }
    expect(find('prolific', env)).toBe('from-file')
    expect(find(undefined, { ...env, PROLIFIC_API_USER: 'prolific' })).toBe('from-file')
    expect(find('prolific', { ...env, PROLIFIC_API_USER: 'another' })).toBe('from-file')
  })

  test('a name that the file lacks is refused, and never answered by the environment', () => {
    write('{"prolific": "from-file", "lab": "other"}')
    const message = refusal(() => find('prolifc', { PROLIFIC_API_KEY: 'from-environment' }))
    expect(message).toMatch(/no profile "prolifc": it has "prolific", "lab".*register --profile prolifc/)
  })

  test('a key in the place of a name is not repeated', async () => {
    const key = 'Ab3-xYz_0123456789-AbCdEfGhIj'
    write('{"lab": "other"}')
    expect(refusal(() => find(key, {}))).toMatch(/no profile "…": it has "lab"/)
    await expect(register(key, '', file)).rejects.toThrow(/The key for profile "…" is empty/)
  })

  test('one bare key answers for every name, before the environment', () => {
    write('bare-key\r\n')
    expect(find('prolific', { PROLIFIC_API_KEY: 'from-environment' })).toBe('bare-key')
    expect(find(undefined, { PROLIFIC_API_KEY: 'from-environment' })).toBe('bare-key')
  })

  test('without a file the environment answers, its variables in order', () => {
    const env = { PROLIFIC_API_KEY: '', PROLIFIC_TOKEN: 'second', PROLIFIC_API_TOKEN: 'third' }
    expect(find('prolific', env)).toBe('second')
    expect(find(undefined, { ...env, PROLIFIC_API_KEY: 'first' })).toBe('first')
  })

  test('without a name: `default`, else the environment, else the only profile', () => {
    const env = { PROLIFIC_TOKEN: 'from-environment' }
    write('{"a": "key-a", "default": "key-of-default"}')
    expect(find(undefined, env)).toBe('key-of-default')
    write('{"a": "key-a"}')
    expect(find(undefined, env)).toBe('from-environment')
    expect(find()).toBe('key-a')
    write('{"a": "key-a", "b": "key-b"}')
    expect(refusal(() => find())).toMatch(/Which key of .*it has "a", "b".*PROLIFIC_API_USER/)
  })

  test('says the ways to give a key when there is none', () => {
    expect(refusal(() => find())).toMatch(
      /credentials file .*\.prolific.*PROLIFIC_API_KEY.*register --profile prolific/,
    )
  })

  test('a damaged file is reported even if the environment has a key', () => {
    write(`{"prolific": "${KEY}`)
    const message = refusal(() => find('prolific', { PROLIFIC_API_KEY: 'from-environment' }))
    expect(message).toMatch(/damaged/)
    expect(message).not.toContain(KEY)
  })

  test('a stored or exported text that cannot be a key is refused when used, by its place', () => {
    write(`{"prolific": "${KEY} ", "unset": "undefined"}`)
    expect(refusal(() => find('prolific'))).toMatch(/profile "prolific" in .* has a space/)
    expect(refusal(() => find('prolific'))).not.toContain(KEY)
    expect(refusal(() => find('unset'))).toMatch(/word "undefined"/)
    fs.rmSync(file)
    expect(refusal(() => find(undefined, { PROLIFIC_TOKEN: `'${KEY}'` }))).toMatch(
      /PROLIFIC_TOKEN has a quotation mark/,
    )
  })

  test('what was read never shows a key', () => {
    write(`{"prolific": "${KEY}"}`)
    const read = readCredentials(file)
    expect(inspect(read, { depth: 9, showHidden: true }) + JSON.stringify(read)).not.toContain(KEY)
    expect(inspect(read)).toContain('prolific')
  })

  test('needs Node only when it is called', () => {
    const { getBuiltinModule } = process
    try {
      Object.assign(process, { getBuiltinModule: undefined })
      expect(refusal(() => find('prolific'))).toMatch(/on Node only/)
    } finally {
      Object.assign(process, { getBuiltinModule })
    }
  })
})
