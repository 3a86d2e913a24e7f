/** Writes what a look has seen, where it is newer than what is known. */
import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import type { Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json, type Transaction } from '../database/database.ts'
import { verdict } from './newer.ts'
import { merged, type WatchedSubmission } from './submission.ts'
import type { WatchingTables } from './tables.ts'

/** What one look has seen of a study. */
export interface Seen {
  study_id: string
  /** Number of the look, from `beginLook`. */
  began: number
  study?: Study
  submissions?: readonly WatchedSubmission[]
}

/** What writing it came to. */
export interface Kept {
  /** Changes that it found. */
  changed: number
  /** Things of which it differs from a look at the same time, so that another look must tell. */
  unclear: number
}

/** Rows of one statement: PostgreSQL takes 65,535 values in one. */
const CHUNK = 1000

type Change = Omit<Selectable<WatchingTables['watched_changes']>, 'study_id' | 'number' | 'at'>

/** A number for a look that begins now; undefined if nobody watches the study. */
export async function beginLook({ db }: Pick<Context, 'db'>, study_id: string): Promise<number | undefined> {
  const row = await db
    .updateTable('watched_studies')
    .set(({ eb }) => ({ looks: eb('looks', '+', 1) }))
    .where('study_id', '=', study_id)
    .where('state', '=', 'watching')
    .returning('looks')
    .executeTakeFirst()
  return row?.looks
}

/** Writes what was seen in one transaction, which holds the study's row: looks of one study are written one by one. */
export async function keep({ db, timing }: Pick<Context, 'db' | 'timing'>, seen: Seen): Promise<Kept> {
  return await db.transaction().execute(async (trx) => {
    const watched = await trx
      .updateTable('watched_studies')
      .set(({ eb }) => ({ looks: eb('looks', '+', 1) }))
      .where('study_id', '=', seen.study_id)
      .returningAll()
      .executeTakeFirst()
    if (!watched) return { changed: 0, unclear: 0 }
    const ended = watched.looks
    const changes: Change[] = []
    let unclear = 0
    const found = seen.study && keptStudy(watched, seen.study, seen.began)
    if (found?.change) changes.push(found.change)
    if (found?.verdict === 'unclear') unclear++
    for (const rows of chunks(seen.submissions ?? [])) {
      const kept = await keepSubmissions(trx, seen, rows, ended)
      changes.push(...kept.changes)
      unclear += kept.unclear
    }
    const numbered = changes.map((change, i) => ({
      ...change,
      study_id: seen.study_id,
      number: watched.changes + i + 1,
      at: timing.now(),
      detail: json(change.detail),
    }))
    for (const rows of chunks(numbered)) await trx.insertInto('watched_changes').values(rows).execute()
    await trx
      .updateTable('watched_studies')
      .set({
        changes: watched.changes + changes.length,
        is_unclear: watched.is_unclear || unclear > 0,
        ...(found && found.verdict !== 'unclear' && { study: json(seen.study), study_read_until: ended }),
      })
      .where('study_id', '=', seen.study_id)
      .execute()
    return { changed: changes.length, unclear }
  })
}

function keptStudy(watched: Selectable<WatchingTables['watched_studies']>, study: Study, began: number) {
  const before = watched.study as Study | null
  const isSame = before !== null && isDeepStrictEqual(before, JSON.parse(JSON.stringify(study)))
  const judged = verdict(began, before ? watched.study_read_until : undefined, isSame)
  const isNews =
    before?.status !== study.status || before.total_available_places !== study.total_available_places
  const change: Change | undefined =
    judged === 'replace' && isNews
      ? {
          kind: 'study',
          subject: study.id,
          before: before?.status ?? null,
          status: study.status,
          detail: study,
        }
      : undefined
  return { verdict: judged, change }
}

async function keepSubmissions(
  trx: Transaction,
  { study_id, began }: Seen,
  rows: readonly WatchedSubmission[],
  ended: number,
): Promise<{ changes: Change[]; unclear: number }> {
  const ids = rows.map(({ id }) => id)
  const known = await trx
    .selectFrom('watched_submissions')
    .select(['id', 'submission', 'read_until'])
    .where('id', 'in', ids)
    .execute()
  const before = new Map(known.map((row) => [row.id, row]))
  const same: string[] = []
  const changes: Change[] = []
  const written: { id: string; study_id: string; status: string; submission: string; read_until: number }[] =
    []
  let unclear = 0
  for (const row of rows) {
    const kept = before.get(row.id)
    const old = kept?.submission as WatchedSubmission | undefined
    const next = merged(old, row)
    const judged = verdict(began, kept?.read_until, old !== undefined && isDeepStrictEqual(old, next))
    if (judged === 'agree') same.push(row.id)
    else if (judged === 'unclear') unclear++
    else {
      const { id, status } = next
      written.push({ id, study_id, status, submission: json(next), read_until: ended })
      changes.push({ kind: 'submission', subject: id, before: old?.status ?? null, status, detail: next })
    }
  }
  if (same.length)
    await trx
      .updateTable('watched_submissions')
      .set({ read_until: ended })
      .where('id', 'in', same)
      .where('read_until', '<', ended)
      .execute()
  if (written.length)
    await trx
      .insertInto('watched_submissions')
      .values(written)
      .onConflict((on) =>
        on.column('id').doUpdateSet(({ ref }) => ({
          status: ref('excluded.status'),
          submission: ref('excluded.submission'),
          read_until: ref('excluded.read_until'),
        })),
      )
      .execute()
  return { changes, unclear }
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK)
}
