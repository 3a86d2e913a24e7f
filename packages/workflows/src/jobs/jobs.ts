/** Jobs that outlive the process: kept by pg-boss in the same database, so that they commit with what they are about. */
import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss'
import { type Logger, ProlificError } from 'prolific-kit'
import { JOBS_SCHEMA } from '../database/database.ts'
import type { Opened } from '../database/open.ts'
import type { Jobs } from './jobs-types.ts'
import { type Area, type Handlers, type JobData, type Kind, QUEUES } from './kinds.ts'

/** Seconds without a sign of life of a worker, after which its jobs are given to others. */
const HEARTBEAT = 10
const SWEEP = 'sweep'

export async function openJobs(
  { boss: connection, isAlone }: Opened,
  { logger, lookEvery }: { logger: Logger; lookEvery: number },
  areas: () => readonly Area<Partial<JobData>>[],
): Promise<Jobs> {
  const boss = new PgBoss({
    ...connection,
    schema: JOBS_SCHEMA,
    useListenNotify: connection.backend !== 'cockroachdb',
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
    // It watches what only servers with many tables have.
    monitorVacuum: false,
  })
  boss.on('error', (error) => logger.error?.(`The queue of jobs: ${error.message}`))
  await boss.start()
  const kinds = Object.keys(QUEUES) as Kind[]
  const there = new Set((await boss.getQueues()).map(({ name }) => name))
  for (const kind of [...kinds, SWEEP].filter((name) => !there.has(name))) {
    const seconds = kind === SWEEP ? 300 : QUEUES[kind as Kind].seconds
    await boss.createQueue(kind, {
      // Of one key, one may wait and one be under way: nothing is done twice at once, and no wish is lost.
      policy: 'stately',
      expireInSeconds: seconds,
      heartbeatSeconds: HEARTBEAT,
      retryLimit: 1000,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      deleteAfterSeconds: 3600,
      notify: true,
    })
  }
  if (isAlone) await releaseOrphans(boss, [...kinds, SWEEP])

  const handlers = () => Object.assign({}, ...areas().map((area) => area.handlers)) as Handlers<JobData>
  const resume = async () => {
    for (const area of areas()) await area.resume()
  }
  return {
    async send(kind, key, data, { in: transaction, after = 0 } = {}) {
      await boss.send(kind, data, {
        singletonKey: key,
        ...(after > 0 && { startAfter: new Date(Date.now() + after) }),
        ...(transaction && { db: fromKysely(transaction) }),
      })
    },
    async work({ kinds: wanted = kinds, resume: isResuming = true, onFailure } = {}) {
      if (isResuming) await resume()
      const working: { name: string; id: string }[] = []
      const done = handlers()
      for (const kind of wanted) {
        const { atOnce } = QUEUES[kind]
        const options = {
          localConcurrency: atOnce,
          pollingIntervalSeconds: 0.5,
          // Of a job whose time has come nobody is told.
          notifyPollingIntervalSeconds: Math.min(2, Math.max(0.5, lookEvery / 1000)),
        }
        const id = await boss.work<JobData[typeof kind]>(kind, options, async ([job]) => {
          try {
            await (done[kind] as (data: unknown, signal: AbortSignal) => Promise<void>)(
              job!.data,
              job!.signal,
            )
          } catch (error) {
            logger.warn?.(`${kind} failed and is tried again later: ${textOf(error)}`)
            onFailure?.(error)
            throw error
          }
        })
        working.push({ name: kind, id })
      }
      if (wanted.length === kinds.length) {
        const id = await boss.work(SWEEP, { pollingIntervalSeconds: 5 }, resume)
        await boss.schedule(SWEEP, '* * * * *')
        working.push({ name: SWEEP, id })
      }
      return {
        async stop() {
          // By its id: the same kind may be worked on in this process for somebody else.
          await Promise.all(working.map(({ name, id }) => boss.offWork(name, { id, wait: true })))
        },
      }
    },
    async open() {
      const found = await Promise.all(kinds.map((kind) => boss.findJobs(kind, { limit: 1000 })))
      const now = Date.now()
      const isOpen = ({ state, startAfter }: JobWithMetadata<unknown>) =>
        state === 'active' || ((state === 'created' || state === 'retry') && startAfter.getTime() <= now)
      return found.flat().filter(isOpen).length
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 30_000 })
    },
  }
}

/** Whoever has a folder to itself knows that those who were at work in it have ended, and need not wait for signs of life. */
async function releaseOrphans(boss: PgBoss, queues: readonly string[]): Promise<void> {
  for (const queue of queues) {
    const jobs = await boss.findJobs(queue, { limit: 1000 })
    const active = jobs.filter(({ state }) => state === 'active').map(({ id }) => id)
    if (active.length) await boss.fail(queue, active, { message: 'its process has ended' })
  }
}

function textOf(error: unknown): string {
  if (error instanceof ProlificError || !(error instanceof Error))
    return String((error as Error).message ?? error)
  return error.stack ?? error.message
}
