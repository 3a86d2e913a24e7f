import { setTimeout } from 'node:timers/promises'
import { print } from '../output.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from './open.ts'

const POLL = 250
/** Looks in a row that must find nothing to do: a job may send another one. */
const QUIET = 3

/** Works until it is told to stop, or until nothing is left. */
export async function work(
  session: Session,
  { untilIdle, ...options }: DatabaseOptions & { untilIdle?: boolean },
): Promise<void> {
  const stop = new AbortController()
  const end = () => stop.abort()
  process.once('SIGTERM', end)
  session.signal.addEventListener('abort', end, { once: true })
  try {
    await withWorkflows(session, options, async (workflows) => {
      const worker = await workflows.work()
      print(JSON.stringify({ working: true, database: workflows.database, pid: process.pid }))
      for (let quiet = 0; !stop.signal.aborted && !(untilIdle && quiet === QUIET); ) {
        await setTimeout(POLL, undefined, { signal: stop.signal }).catch(() => {})
        quiet = untilIdle && (await workflows.openJobs()) === 0 ? quiet + 1 : 0
      }
      await worker.stop()
    })
  } finally {
    process.removeListener('SIGTERM', end)
  }
}
