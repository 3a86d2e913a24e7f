/** Decides on one part of a proposal. Whoever does it, and how often, it comes to the same: it only reads. */
import { type Currency, ProlificNotFoundError, type Submission, type SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { type Decision, decide } from './decide.ts'
import { factsOf, type StudyFacts } from './facts.ts'
import type { OwnRecord, RecordBook } from './records.ts'
import type { ReviewRule } from './rules.ts'
import type { ReviewTables } from './tables.ts'

/** What is read of each submission by itself, one request each. */
export type Reads = readonly ('detail' | 'demographics')[]

type Row = ReviewTables['review_rows']

/** Submissions of one chunk that are read at the same time. */
const AT_ONCE = 10

export async function decideChunk(
  context: Context,
  proposal: ReviewTables['review_proposals'],
  chunk: number,
  rules: readonly ReviewRule[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { db, timing } = context
  const undecided = await db
    .selectFrom('review_chunks')
    .select('chunk')
    .where('proposal_id', '=', proposal.id)
    .where('chunk', '=', chunk)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  if (!undecided) return
  const rows = await db
    .selectFrom('review_rows')
    .selectAll()
    .where('proposal_id', '=', proposal.id)
    .where('chunk', '=', chunk)
    .orderBy('submission_id')
    .execute()
  const decided: { row: Row; decision: Decision; bonuses: number }[] = []
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    signal?.throwIfAborted()
    decided.push(
      ...(await Promise.all(
        rows.slice(at, at + AT_ONCE).map((row) => decideOn(context, proposal, row, rules, signal)),
      )),
    )
  }
  await transact(db, async (trx) => {
    const done = await trx
      .updateTable('review_chunks')
      .set({ decided_at: timing.now() })
      .where('proposal_id', '=', proposal.id)
      .where('chunk', '=', chunk)
      .where('decided_at', 'is', null)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return
    await trx
      .deleteFrom('review_rows')
      .where('proposal_id', '=', proposal.id)
      .where('chunk', '=', chunk)
      .execute()
    if (decided.length)
      await trx
        .insertInto('review_rows')
        .values(
          decided.map(({ row, decision, bonuses }) => ({
            ...row,
            submission: json(row.submission),
            // It has done its work: what you know of people is not kept longer than it is needed.
            record: null,
            bonuses,
            action: decision.action,
            decision: json(decision),
            reason: decision.problem ?? decision.reason,
            state: decision.action === 'leave' ? ('left' as const) : ('proposed' as const),
            changed_at: timing.now(),
          })),
        )
        .execute()
  })
}

async function decideOn(
  { client, timing }: Context,
  proposal: ReviewTables['review_proposals'],
  row: Row,
  rules: readonly ReviewRule[],
  signal: AbortSignal | undefined,
) {
  const reads = proposal.reads as Reads
  const submission = row.submission as SubmissionSummary
  const id = row.submission_id
  // Lists tell of bonuses, though the vendor does not promise it.
  const needsDetail =
    reads.includes('detail') ||
    (submission.bonus_payments === undefined && ['TIMED-OUT', 'RETURNED'].includes(row.status))
  const detail = needsDetail ? await client.submissions.retrieve({ id }, { signal }) : undefined
  const demographics =
    reads.includes('demographics') && submission.completed_at
      ? await demographicsOf(client.submissions.retrieveDemographics({ id }, { signal }))
      : undefined
  const facts = factsOf(submission, {
    study: proposal.study as StudyFacts & { currency: Currency },
    now: timing.now(),
    records: proposal.has_records
      ? bookOf(row.record as OwnRecord | null, proposal.finished_field)
      : undefined,
    detail: detail as Submission | undefined,
    demographics,
  })
  return { row, decision: decide(facts, rules), bonuses: facts.bonuses }
}

/** The record that was kept with the row, as a book of one. */
const bookOf = (record: OwnRecord | null, finishedField: string | null): RecordBook => ({
  of: () => record ?? undefined,
  finishedField: finishedField ?? undefined,
})

/** Answers about themselves; none, where nothing was kept. */
async function demographicsOf(
  answer: PromiseLike<{ demographics?: Record<string, unknown> }>,
): Promise<Record<string, unknown> | undefined> {
  try {
    return (await answer).demographics ?? {}
  } catch (error) {
    if (error instanceof ProlificNotFoundError) return undefined
    throw error
  }
}
