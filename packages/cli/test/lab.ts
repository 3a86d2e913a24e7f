/** The command line in front of a sandbox: run in this process, with an environment and a home of its own. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { Prolific } from 'prolific-kit'
import { draft } from '../../sandbox/test/draft.ts'
import { run } from '../src/program.ts'

/** Starts the program. PGlite opens in three quarters of the time when what it brings is compiled quickly. */
const PROGRAM = [
  process.execPath,
  '--conditions=@prolific-kit/source',
  '--liftoff-only',
  path.join(import.meta.dirname, '../src/main.ts'),
] as const

export { draft }

export interface Ended {
  code: number
  out: string
  err: string
}

export interface Lab {
  sandbox: Sandbox
  client: Prolific
  /** An empty folder, which is the home too. */
  home: string
  /** Runs one command line. What is set in `env` goes over the sandbox's variables. */
  cli(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** The same, with JSON asked for and read. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at the JSON of many kinds of answers
  json(words: readonly string[]): Promise<any>
  /** Runs it as a program of its own, which `act` may send something to. */
  spawned(
    words: readonly string[],
    act?: (child: ReturnType<typeof spawn>, err: string) => void,
    /** What must be written to for `act` to be called: stderr unless said. */
    on?: 'out' | 'err',
  ): Promise<Ended>
  /** The same on a terminal: what is shown is in `out`, and `answer` may type once it asks. */
  terminal(
    words: readonly string[],
    answer: (write: (keys: string) => void) => Promise<unknown> | unknown,
  ): Promise<Ended>
  /** Writes a file into the folder, and tells its path. */
  file(name: string, text: string): string
  /** A study with these changes, published. */
  study(changes?: object): Promise<string>
  close(): Promise<void>
}

export async function openLab(seed = 'cli'): Promise<Lab> {
  const sandbox = await createSandbox({ seed })
  const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'))
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const own = { PATH: PATH!, HOME: home, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...sandbox.env }
  const cli: Lab['cli'] = (words, env = {}) => inProcess(words, { ...own, ...env })
  return {
    sandbox,
    client,
    home,
    cli,
    async json(words) {
      const { code, out, err } = await cli([...words, '--output', 'json'])
      if (out === '') throw new Error(`No answer, code ${code}: ${err}`)
      return JSON.parse(out)
    },
    spawned: (words, act, on) => asProgram(words, own, act, on),
    terminal: (words, answer) => onTerminal(words, own, answer),
    file(name, text) {
      const file = path.join(home, name)
      fs.writeFileSync(file, text)
      return file
    },
    async study(changes = {}) {
      const { id } = await client.studies.create({ ...draft, ...changes })
      await client.studies.publish({ id })
      return id
    },
    async close() {
      fs.rmSync(home, { recursive: true, force: true })
      await sandbox.close()
    },
  }
}

/** Runs a command line in this process, with these variables alone. */
export async function inProcess(words: readonly string[], env: Record<string, string>): Promise<Ended> {
  const before = { env: process.env, out: process.stdout.write, err: process.stderr.write }
  const ended = { out: '', err: '' }
  const collect =
    (name: 'out' | 'err') =>
    (text: string | Uint8Array): boolean => {
      ended[name] += text
      return true
    }
  process.env = env
  process.stdout.write = collect('out') as typeof process.stdout.write
  process.stderr.write = collect('err') as typeof process.stderr.write
  process.exitCode = undefined
  try {
    const code = await run(words)
    return { code, ...ended }
  } finally {
    process.exitCode = undefined
    process.env = before.env
    process.stdout.write = before.out
    process.stderr.write = before.err
  }
}

function asProgram(
  words: readonly string[],
  env: Record<string, string>,
  act?: (child: ReturnType<typeof spawn>, err: string) => void,
  on: 'out' | 'err' = 'err',
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [node, ...program] = PROGRAM
    const child = spawn(node, [...program, ...words], { env })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (data) => {
      ended.out += data
      if (on === 'out') act?.(child, ended.out)
    })
    child.stderr.on('data', (data) => {
      ended.err += data
      if (on === 'err') act?.(child, ended.err)
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, ...ended }))
  })
}

function onTerminal(
  words: readonly string[],
  env: Record<string, string>,
  answer: Parameters<Lab['terminal']>[1],
): Promise<Ended> {
  // A terminal without a size wraps every character.
  const quoted = [...PROGRAM, ...words].map((word) => `'${word}'`)
  const command = `stty cols 100 rows 40; ${quoted.join(' ')}`
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], { env: { ...env, TERM: 'xterm' } })
    const ended = { out: '', err: '' }
    let isAsked = false
    child.stdout.on('data', (data) => {
      ended.out += data
      if (isAsked || !ended.out.includes('Go on?')) return
      isAsked = true
      Promise.resolve(answer((keys) => child.stdin.write(keys))).catch(reject)
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, ...ended }))
  })
}
