/** What a watcher found, one after another. */
import type { Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { WorkflowError } from '../errors.ts'
import type { WatchedSubmission } from './submission.ts'

interface Change {
  /** Place among the study's changes, from 1: give it as `after` to go on behind it. */
  number: number
  /** When it was found. */
  at: Date
  /** The status before; null for what is new. */
  before: string | null
  status: string
}

/** Something of a study has changed. `kind` tells what. */
export type WatchedChange =
  | (Change & { kind: 'study'; study: Study })
  | (Change & { kind: 'submission'; submission: WatchedSubmission })

export interface ChangesOptions {
  /** Begins behind this change; with the first that is kept, if not said. */
  after?: number
  /** Ends the waiting: the loop then throws its reason. */
  signal?: AbortSignal
}

const AT_ONCE = 500

/** Every change in order, and those to come; ends when watching was stopped and nothing is left. */
export async function* changesOf(
  { db, timing }: Context,
  study_id: string,
  { after = 0, signal }: ChangesOptions = {},
): AsyncGenerator<WatchedChange, void, undefined> {
  for (let last = after; ; ) {
    signal?.throwIfAborted()
    // The state is read first: what was found before it stopped is then there.
    const watched = await db
      .selectFrom('watched_studies')
      .select('state')
      .where('study_id', '=', study_id)
      .executeTakeFirst()
    if (!watched) throw notWatched(study_id)
    const rows = await db
      .selectFrom('watched_changes')
      .selectAll()
      .where('study_id', '=', study_id)
      .where('number', '>', last)
      .orderBy('number')
      .limit(AT_ONCE)
      .execute()
    for (const { number, at, kind, before, status, detail } of rows) {
      last = number
      const change = { number, at, before, status }
      yield kind === 'study'
        ? { ...change, kind, study: detail as Study }
        : { ...change, kind, submission: detail as WatchedSubmission }
    }
    if (rows.length === AT_ONCE) continue
    if (watched.state === 'stopped') return
    await timing.sleep(timing.look, signal)
  }
}

export const notWatched = (study_id: string): WorkflowError =>
  new WorkflowError(
    `Study ${study_id} is not watched, so nothing is known of it: call watching.watch('${study_id}') first.`,
  )
