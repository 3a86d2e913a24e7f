/** The ground that the processes work on: a sandbox whose time flies, faults, and studies whose people shall be paid. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { build } from 'esbuild'
import { Prolific } from 'prolific-kit'
import { draft } from '../lab.ts'
import type { Job } from './program.ts'
import { clockOf, type VirtualTime } from './virtual-time.ts'
import type { Task } from './work.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')

/** Virtual: long enough for what is paid to show. */
const SETTLE_AFTER = 12 * 60_000
const SPEED = 600

export interface Ground {
  sandbox: Sandbox
  client: Prolific
  time: VirtualTime
  settleAfter: number
  /** A draft, and a study that so many have handed in, with what each of them shall get; with a wallet of their own if that is wanted. */
  task(people: number, random: () => number, own?: { wallet: boolean }): Promise<Task>
  /** Spoils some of the next calls. */
  spoil(random: () => number): Promise<void>
  start(database: string, task?: Task): Promise<Child>
  close(): Promise<void>
}

export interface Child {
  /** When it ends: whether by itself, after it has done everything. */
  ended: Promise<{ isDone: boolean }>
  kill(): Promise<void>
}

const FAULTS = [
  { operation: 'bonuses.pay', fault: 'drop_after_commit' },
  { operation: 'bonuses.pay', fault: { type: 'status', status: 502 } },
  { operation: 'bonuses.pay', fault: { type: 'delay', for: 150 } },
  { operation: 'bonuses.pay', fault: 'drop_before' },
  { operation: 'bonuses.setUp', fault: 'drop_after_commit' },
  { operation: 'bonuses.setUp', fault: { type: 'status', status: 503 } },
  { operation: 'submissions.retrieve', fault: { type: 'status', status: 500 } },
  { operation: 'submissions.bulkApprove', fault: 'drop_after_commit' },
  { operation: 'submissions.bulkApprove', fault: { type: 'status', status: 503 } },
  { operation: 'studies.publish', fault: 'drop_after_commit' },
  { operation: 'studies.publish', fault: { type: 'status', status: 502 } },
] as const

export async function openGround(seed: string): Promise<Ground> {
  const sandbox = await createSandbox({ seed })
  const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
  const time: VirtualTime = { virtual: sandbox.clock.now(), real: Date.now(), speed: SPEED }
  const clock = clockOf(time)
  let moving: Promise<unknown> | undefined
  const ticker = setInterval(() => {
    moving ??= sandbox.advance({ to: clock.now() }).finally(() => {
      moving = undefined
    })
  }, 20)
  const children = new Set<Child>()
  return {
    sandbox,
    client,
    time,
    settleAfter: SETTLE_AFTER,
    async task(people, random, own) {
      await sandbox.faults.clear()
      const project = own?.wallet ? await newProject(client) : undefined
      const places = { total_available_places: people, ...(project && { project }) }
      const { id: study } = await client.studies.create({ ...draft, ...places })
      await client.studies.publish({ id: study })
      const { arrivals } = await sandbox.participants.arrive({ study, count: people, behaviour: 'manual' })
      const bonuses: Record<string, number> = {}
      for (const { submission } of arrivals) {
        await sandbox.participants.act(submission!, 'start')
        await sandbox.participants.act(submission!, 'complete', { code: 'DONE' })
        bonuses[submission!] = 1 + Math.floor(random() * 300)
      }
      const { id } = await client.studies.create({ ...draft, ...places })
      return { draft: id, study, bonuses }
    },
    async spoil(random) {
      for (const one of FAULTS) if (random() < 0.25) await sandbox.faults.add({ ...one, times: 1 })
    },
    async start(database, task) {
      const job: Job = {
        url: sandbox.url,
        key: sandbox.key,
        database,
        time,
        settleAfter: SETTLE_AFTER,
        ...(task && { task }),
      }
      const child = await startChild(job)
      children.add(child)
      return child
    },
    async close() {
      for (const child of children) await child.kill()
      clearInterval(ticker)
      await moving
      client.close()
      await sandbox.close()
    },
  }
}

/** A project in a workspace of its own. */
async function newProject(client: Prolific): Promise<string> {
  const { id: workspace_id } = await client.workspaces.create({ title: 'Another' })
  return (await client.projects.createForWorkspace({ workspace_id: workspace_id!, title: 'Another' })).id!
}

/** For what is written in CommonJS. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`

/**
 * The program in one file, made of the sources as they are: many processes start, and each would read hundreds of files.
 * PGlite reads files that lie beside it, and `pg` looks for what may not be there.
 * It is put in its place whole, and left there: other files of tests start it as well.
 */
const program = lazily(async () => {
  const folder = path.join(ROOT, 'node_modules/.cache/prolific-kit')
  const outfile = path.join(folder, 'killing-program.mjs')
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(import.meta.dirname, 'program.ts')],
    outfile,
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@prolific-kit/source'],
    external: ['@electric-sql/pglite', 'pg'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  })
  mkdirSync(folder, { recursive: true })
  const making = `${outfile}.${process.pid}`
  writeFileSync(making, outputFiles[0]!.contents)
  renameSync(making, outfile)
  return outfile
})

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Starts the program, and is back once it has opened its database. */
async function startChild(job: Job): Promise<Child> {
  // Most of a short life is the opening of PGlite, which quick compiling makes shorter.
  const words = ['--liftoff-only', await program(), JSON.stringify(job)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stderr.on('data', (data) => {
    err += data
  })
  const exited = once(child, 'exit')
  const ended = exited.then(([code, signal]) => {
    if (signal === null && code !== 0) throw new Error(`The program ended with ${code}:\n${err}`)
    return { isDone: out.includes('done') }
  })
  ended.catch(() => {})
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      out += data
      if (out.includes('ready')) resolve()
    })
    ended.then(() => resolve(), reject)
  })
  return {
    ended,
    async kill() {
      child.kill('SIGKILL')
      await exited.catch(() => {})
    },
  }
}
