/** Reads a study's submissions into a proposal, page by page, so that memory does not grow with them. */
import type { SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { chunks } from './chunks.ts'
import type { RecordBook } from './records.ts'

/** Submissions that are decided on, and later carried out, by one job. */
export const CHUNK = 250

export async function readSubmissions(
  { client, db, timing }: Context,
  { id, study_id }: { id: string; study_id: string },
  records: RecordBook | undefined,
  signal: AbortSignal | undefined,
): Promise<number> {
  let count = 0
  let waiting: SubmissionSummary[] = []
  const write = async (rows: readonly SubmissionSummary[], chunk: number) => {
    await db
      .insertInto('review_rows')
      .values(
        rows.map((row) => ({
          proposal_id: id,
          submission_id: row.id,
          chunk,
          submission: json(withoutPrivate(row)),
          participant_id: row.participant_id,
          status: row.status,
          completed_at: row.completed_at ? new Date(row.completed_at) : null,
          return_requested: row.return_requested ? new Date(row.return_requested) : null,
          bonuses: (row.bonus_payments ?? []).reduce((sum, one) => sum + one, 0),
          record: jsonOrNull(records?.of(row.id, row.participant_id)),
          action: null,
          decision: null,
          state: 'proposed' as const,
          reason: null,
          attempts: 0,
          attempted_at: null,
          bonus_plan_id: null,
          changed_at: timing.now(),
        })),
      )
      // A list that moves while it is read may tell of one submission twice.
      .onConflict((on) => on.doNothing())
      .execute()
    await db.insertInto('review_chunks').values({ proposal_id: id, chunk, decided_at: null }).execute()
  }
  for await (const { rows } of client.studies.listSubmissions({ id: study_id }, { signal }).pages()) {
    waiting.push(...rows)
    const full = chunks(waiting, CHUNK)
    waiting = full.at(-1)!.length < CHUNK ? full.pop()! : []
    for (const part of full) await write(part, count++)
  }
  if (waiting.length) await write(waiting, count++)
  return count
}

/** What no rule is about, and nobody needs to keep. */
function withoutPrivate({ ip: _ip, strata: _strata, ...row }: SubmissionSummary): SubmissionSummary {
  return row
}

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : json(value))
