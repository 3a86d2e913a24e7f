/** One watcher for each study, shared by all processes: fed by the inbox, with a sweep behind it. */
import type { Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import { type ChangesOptions, changesOf, notWatched, type WatchedChange } from './changes.ts'
import type { WatchingJobs } from './jobs.ts'
import { type LookOptions, look } from './look.ts'
import { newlyWatched } from './newly-watched.ts'
import type { WatchedSubmission } from './submission.ts'
import { sendDueSweeps, sweep } from './sweep.ts'

/** What a watcher knows. */
export interface WatchState {
  study_id: string
  /** `stopped`: what is here is not renewed any more. */
  state: 'watching' | 'stopped'
  /** The study, as last read. */
  study: Study
  /** Every submission as last read, in the order in which they were started. */
  submissions: WatchedSubmission[]
  /** How many stand where. */
  counts: Readonly<Record<string, number>>
  /** Number of the latest change. */
  changes: number
  /** When Prolific was last asked for the whole. */
  looked_at: Date
  /** Why it could not be read at the last attempt; null if it could. */
  problem: string | null
}

export interface WatchOptions {
  /** Milliseconds between two sweeps while things happen, one minute unless said; up to eight times as long while not. */
  sweepEvery?: number
  signal?: AbortSignal
}

export interface Watching {
  /** Watches a study from now on, in every process, and reads it once. Doing so again changes `sweepEvery` alone. */
  watch(study_id: string, options?: WatchOptions): Promise<WatchState>
  /** What is known of a study, without asking Prolific. Throws `WorkflowError` for one that nobody watches. */
  state(study_id: string): Promise<WatchState>
  /** Asks Prolific now: for the study and its counts, and for all submissions where these have changed. */
  look(study_id: string, options?: LookOptions): Promise<WatchState>
  /** Every change in order, and those to come, until watching is stopped. */
  changes(study_id: string, options?: ChangesOptions): AsyncGenerator<WatchedChange, void, undefined>
  /** Ends watching. What is known is kept. */
  stop(study_id: string): Promise<void>
}

const MINUTE = 60_000

export function watchingArea(context: Context): Area<WatchingJobs> & { watching: Watching } {
  const { client, db, jobs, timing } = context
  const state = (study_id: string) => stateOf(context, study_id)
  return {
    watching: {
      async watch(study_id, { sweepEvery: sweep_every = MINUTE, signal } = {}) {
        if (!(Number.isInteger(sweep_every) && sweep_every > 0))
          throw new RangeError(
            `sweepEvery is a whole number of milliseconds from 1 on, not ${String(sweep_every)}`,
          )
        // A study that cannot be read is not watched either.
        await client.studies.retrieve({ id: study_id }, signal ? { signal } : {})
        const now = timing.now()
        await db.transaction().execute(async (trx) => {
          await trx
            .insertInto('watched_studies')
            .values(newlyWatched(study_id, { sweep_every, now }))
            .onConflict((on) =>
              on
                .column('study_id')
                .doUpdateSet({ state: 'watching', sweep_every, stopped_at: null, quiet: 0 }),
            )
            .execute()
          await jobs.send('watching.sweep', study_id, { study_id }, { in: trx, after: sweep_every })
        })
        await look(context, study_id, { whole: true, ...(signal && { signal }) })
        return await state(study_id)
      },
      state,
      async look(study_id, options) {
        if (!(await look(context, study_id, options))) throw notWatched(study_id)
        return await state(study_id)
      },
      changes: (study_id, options) => changesOf(context, study_id, options),
      async stop(study_id) {
        await db
          .updateTable('watched_studies')
          .set({ state: 'stopped', stopped_at: timing.now() })
          .where('study_id', '=', study_id)
          .where('state', '=', 'watching')
          .execute()
      },
    },
    handlers: { 'watching.sweep': (data, signal) => sweep(context, data, signal) },
    resume: () => sendDueSweeps(context),
  }
}

async function stateOf({ db }: Context, study_id: string): Promise<WatchState> {
  const watched = await db
    .selectFrom('watched_studies')
    .selectAll()
    .where('study_id', '=', study_id)
    .executeTakeFirst()
  if (!watched?.looked_at) throw notWatched(study_id)
  const rows = await db
    .selectFrom('watched_submissions')
    .select('submission')
    .where('study_id', '=', study_id)
    .execute()
  const submissions = rows.map(({ submission }) => submission as WatchedSubmission)
  submissions.sort((a, b) => compare(a.started_at, b.started_at) || compare(a.id, b.id))
  const counts: Record<string, number> = {}
  for (const { status } of submissions) counts[status] = (counts[status] ?? 0) + 1
  const { state, study, changes, looked_at, problem } = watched
  return { study_id, state, study: study as Study, submissions, counts, changes, looked_at, problem }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
