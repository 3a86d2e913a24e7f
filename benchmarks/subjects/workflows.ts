/**
 * Milliseconds to review, approve and pay so many submissions by so many workers on PostgreSQL, and the peak memory of
 * a worker: `workflows.ts <submissions> <workers>`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { createSandbox } from '@prolific-kit/sandbox'
import { openWorkflows, type Workflows } from '@prolific-kit/workflows'
import { gbp, Prolific } from 'prolific-kit'
import { clockOf, type VirtualTime } from '../../packages/workflows/test/killing/virtual-time.ts'
import { draft } from '../../packages/workflows/test/lab.ts'
import { startPostgres } from '../../packages/workflows/test/postgres.ts'
import { subject } from '../children.ts'
import type { WorkerJob } from './workflows-worker.ts'

const [submissions = 0, workers = 0] = process.argv.slice(2).map(Number)
/** Studies with a wallet of their own each: what one wallet pays is paid one after another. */
const STUDIES = 4
const POLL = 100
/** What is young is collected soon, and what is old when the heap is full: laziness has no room. */
const HEAP = ['--max-old-space-size=64', '--max-semi-space-size=4']

const postgres = await startPostgres()
const database = await postgres.database()
const sandbox = await createSandbox({ seed: 'workflows' })
const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
const studies = await Promise.all(Array.from({ length: STUDIES }, () => handedIn(submissions / STUDIES)))

// From here on time flies: what is approved or paid shows after moments.
const time: VirtualTime = { virtual: sandbox.clock.now(), real: Date.now(), speed: 60 }
const clock = clockOf(time)
let moving: Promise<unknown> | undefined
const ticker = setInterval(() => {
  moving ??= sandbox.advance({ to: clock.now() }).finally(() => {
    moving = undefined
  })
}, 50)

const job: WorkerJob = { url: sandbox.url, key: sandbox.key, database, time }
const children = await Promise.all(Array.from({ length: workers }, () => start(job)))
const workflows = await openWorkflows({ client, database, clock })
const begin = performance.now()
await Promise.all(studies.map((study) => throughAll(workflows, study)))
const taken = performance.now() - begin
await workflows.close()
const peaks = await Promise.all(children.map(stop))
clearInterval(ticker)
await moving
client.close()
await sandbox.close()
await postgres.close()
console.log(JSON.stringify({ taken, peak: Math.max(...peaks) }))

/** A study in a workspace of its own, handed in by everybody. */
async function handedIn(places: number): Promise<string> {
  const { id: workspace_id } = await client.workspaces.create({ title: 'Bench' })
  await sandbox.wallets.topUp({ amount: 10_000_000, workspace: workspace_id! })
  const project = await client.projects.createForWorkspace({ workspace_id: workspace_id!, title: 'Bench' })
  const { id } = await client.studies.create({
    ...draft,
    project: project.id!,
    total_available_places: places,
  })
  await client.studies.publish({ id })
  await sandbox.participants.arrive({ study: id, count: places, behaviour: 'diligent' })
  await sandbox.idle()
  return id
}

async function throughAll({ review, bonuses }: Workflows, study_id: string): Promise<void> {
  const proposal = await review.propose({ study_id })
  await review.carryOut(proposal, { wait: false })
  await until(async () => {
    const { states } = await review.report(proposal.id)
    return Object.keys(states).every((state) => state === 'done' || state === 'left')
  })
  const rows = []
  for await (const { submission_id, state } of review.rows(proposal.id))
    if (state === 'done') rows.push({ submission_id, amount: gbp('0.25') })
  await bonuses.pay(await bonuses.plan({ study_id, rows }), { until: 'committed' })
  await until(async () => {
    const { counts } = await bonuses.report({ study_id })
    if (counts.failed + counts.uncertain) throw new Error(`Not all was paid: ${JSON.stringify(counts)}`)
    return counts.paid === rows.length
  })
  if (rows.length !== submissions / STUDIES)
    throw new Error(`${rows.length} of ${submissions / STUDIES} were approved`)
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await setTimeout(POLL)
}

interface Child {
  process: ChildProcess
  lines: AsyncIterator<string>
}

async function start(job: WorkerJob): Promise<Child> {
  const child = spawn(process.execPath, [...HEAP, subject('workflows-worker.ts'), JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  if ((await lines.next()).value !== 'ready') throw new Error('A worker did not start')
  return { process: child, lines }
}

/** Ends a worker and tells its peak memory. */
async function stop({ process: child, lines }: Child): Promise<number> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const { value } = await lines.next()
  await ended
  return Number(value)
}
