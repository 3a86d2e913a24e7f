/** The looks that come by themselves, so that events which were lost are missed for a while only. */
import { ProlificNotFoundError } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import type { WatchingJobs } from './jobs.ts'
import { look } from './look.ts'

/** Does one sweep, and leaves the next. */
export async function sweep(
  context: Context,
  { study_id, now }: WatchingJobs['watching.sweep'],
  signal: AbortSignal,
): Promise<void> {
  const left = now ? 0 : await timeLeft(context, study_id)
  if (left === undefined) return
  if (left === 0) {
    try {
      await look(context, study_id, { signal })
    } catch (error) {
      // It is noted with the study; asking again would find the same.
      if (!(error instanceof ProlificNotFoundError)) throw error
    }
  }
  // A look that was wanted at once goes beside the row of those that follow one another.
  if (now) return
  const wait = await timeLeft(context, study_id)
  if (wait !== undefined)
    await context.jobs.send('watching.sweep', study_id, { study_id }, { after: Math.max(wait, 1) })
}

/** Milliseconds until a study is due; undefined if nobody watches it. */
async function timeLeft({ db, timing }: Context, study_id: string): Promise<number | undefined> {
  const watched = await db
    .selectFrom('watched_studies')
    .select('next_sweep_at')
    .where('study_id', '=', study_id)
    .where('state', '=', 'watching')
    .executeTakeFirst()
  return watched && Math.max(0, watched.next_sweep_at.getTime() - timing.now().getTime())
}

/** Wants a look as soon as a worker is free. */
export async function sendSweepNow({ jobs }: Context, study_id: string, trx?: Transaction): Promise<void> {
  await jobs.send('watching.sweep', `${study_id} now`, { study_id, now: true }, trx && { in: trx })
}

/** Sends the sweeps that are due: after a crash, the ones whose job is gone. */
export async function sendDueSweeps({ db, jobs, timing }: Context): Promise<void> {
  const due = await db
    .selectFrom('watched_studies')
    .select('study_id')
    .where('state', '=', 'watching')
    .where('next_sweep_at', '<=', timing.now())
    .execute()
  for (const { study_id } of due) await jobs.send('watching.sweep', study_id, { study_id })
}
