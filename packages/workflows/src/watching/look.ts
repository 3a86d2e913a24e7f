/** One look at a study: its own state and the counts first, and all submissions where these do not tell enough. */
import { ProlificNotFoundError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { beginLook, type Kept, keep } from './keep.ts'
import { countsDiffer, pause, WHOLE_EVERY } from './pace.ts'
import { fromRow } from './submission.ts'

export interface LookOptions {
  /** Lists all submissions, whatever the counts say. */
  whole?: boolean
  /** Ends waiting for Prolific. */
  signal?: AbortSignal
}

/** Looks that may follow at once where overlapping ones disagreed. */
const TRIES = 3

/** Looks at a study that is watched, and writes what is new. Undefined if nobody watches it. */
export async function look(
  context: Context,
  study_id: string,
  options: LookOptions = {},
): Promise<Kept | undefined> {
  let all: Kept | undefined
  for (let tries = 0; tries < TRIES; tries++) {
    const kept = await lookOnce(context, study_id, tries > 0 ? { ...options, whole: true } : options)
    if (!kept) return undefined
    all = { changed: kept.changed + (all?.changed ?? 0), unclear: kept.unclear }
    if (kept.unclear === 0) break
  }
  return all
}

async function lookOnce(
  context: Context,
  study_id: string,
  { whole = false, signal }: LookOptions,
): Promise<Kept | undefined> {
  const { client, db } = context
  const began = await beginLook(context, study_id)
  if (began === undefined) return undefined
  const call = signal ? { signal } : {}
  try {
    const [study, counts, row] = await Promise.all([
      client.studies.retrieve({ id: study_id }, call),
      client.studies.countSubmissions({ id: study_id }, call),
      db.selectFrom('watched_studies').selectAll().where('study_id', '=', study_id).executeTakeFirstOrThrow(),
    ])
    const isWhole =
      whole ||
      row.is_unclear ||
      row.looked_at === null ||
      row.looks_since_whole + 1 >= WHOLE_EVERY ||
      countsDiffer(counts as Record<string, number>, await countsOf(context, study_id))
    const submissions = isWhole
      ? (await client.submissions.list({ study: study_id }, call).toArray()).map((row) =>
          fromRow(study_id, row),
        )
      : []
    const kept = await keep(context, { study_id, began, study, submissions })
    await settle(context, study_id, study.status, kept, isWhole)
    return kept
  } catch (error) {
    await note(context, study_id, error)
    throw error
  }
}

/** Submissions by status, as they are kept. */
export async function countsOf({ db }: Pick<Context, 'db'>, study_id: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('watched_submissions')
    .select(['status', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('study_id', '=', study_id)
    .groupBy('status')
    .execute()
  return new Map(rows.map(({ status, count }) => [status, Number(count)]))
}

/** Notes that it was looked at, and when to look again. */
async function settle(
  { db, timing }: Context,
  study_id: string,
  status: string,
  { changed, unclear }: Kept,
  isWhole: boolean,
): Promise<void> {
  const { sweep_every, quiet: before } = await db
    .selectFrom('watched_studies')
    .select(['sweep_every', 'quiet'])
    .where('study_id', '=', study_id)
    .executeTakeFirstOrThrow()
  const quiet = changed > 0 || unclear > 0 ? 0 : before + 1
  const now = timing.now()
  await db
    .updateTable('watched_studies')
    .set(({ eb }) => ({
      quiet,
      looks_since_whole: isWhole ? 0 : eb('looks_since_whole', '+', 1),
      looked_at: now,
      next_sweep_at: new Date(now.getTime() + pause(sweep_every, quiet, status)),
      problem: null,
      ...(isWhole && unclear === 0 && { is_unclear: false }),
    }))
    .where('study_id', '=', study_id)
    .execute()
}

/** Says why a study could not be read. One that is gone is watched no longer. */
async function note({ db, timing }: Context, study_id: string, error: unknown): Promise<void> {
  const now = timing.now()
  await db
    .updateTable('watched_studies')
    .set({
      problem: error instanceof Error ? error.message : String(error),
      ...(error instanceof ProlificNotFoundError && { state: 'stopped' as const, stopped_at: now }),
    })
    .where('study_id', '=', study_id)
    .execute()
}
