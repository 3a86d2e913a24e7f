/** Carries out one part of a proposal: looks at each submission again, and does what is still right. */
import type { Submission } from 'prolific-kit'
import type { Context } from '../context.ts'
import { actOn } from './acting.ts'
import { change } from './changing.ts'
import { type Looked, lookAgain } from './looking-again.ts'
import { decisionOf } from './proposal.ts'
import { resumeProposal } from './resuming.ts'
import { settle } from './settling.ts'
import type { ReviewTables } from './tables.ts'

const AT_ONCE = 10

export async function carryOutChunk(
  context: Context,
  { proposal_id, chunk }: { proposal_id: string; chunk: number },
  signal: AbortSignal,
): Promise<void> {
  const { client, db } = context
  const proposal = await db
    .selectFrom('review_proposals')
    .selectAll()
    .where('id', '=', proposal_id)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('review_rows')
    .selectAll()
    .where('proposal_id', '=', proposal_id)
    .where('chunk', '=', chunk)
    .where('state', 'in', ['due', 'attempted'])
    .orderBy('submission_id')
    .execute()
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    signal.throwIfAborted()
    const part = rows.slice(at, at + AT_ONCE).filter(isOfThisJob)
    const saw = await Promise.all(
      part.map((row) => client.submissions.retrieve({ id: row.submission_id }, { signal })),
    )
    const looked: Looked[] = []
    for (const [index, row] of part.entries()) {
      const outcome = await carryOutOne(context, proposal, row, saw[index]!)
      if (outcome) looked.push({ ...outcome, row })
    }
    await write(context, proposal_id, looked)
  }
  await resumeProposal(context, proposal_id)
}

/** Bulk approvals and bonuses that were attempted are looked at by others. */
const isOfThisJob = (row: ReviewTables['review_rows']): boolean =>
  row.state === 'due' || (row.action !== 'approve' && row.bonus_plan_id === null)

async function carryOutOne(
  context: Context,
  proposal: ReviewTables['review_proposals'],
  row: ReviewTables['review_rows'],
  saw: Submission,
): Promise<Omit<Looked, 'row'> | undefined> {
  // Of one part there is never more than one job: whoever attempted it has ended, with or without an answer.
  if (row.state === 'attempted') {
    await settle(context, row, saw)
    return undefined
  }
  const outcome = lookAgain(proposal, row, saw, context.timing.now())
  if (outcome.to !== 'attempted') return outcome
  await actOn(context, proposal, row, decisionOf(row))
  return undefined
}

/** Those that go the same way for the same reason, together. */
async function write({ db, timing }: Context, proposal_id: string, looked: readonly Looked[]): Promise<void> {
  const ways = new Map<string, Looked[]>()
  for (const one of looked) {
    const key = JSON.stringify([one.to, one.why])
    ways.set(key, [...(ways.get(key) ?? []), one])
  }
  for (const [first, ...others] of ways.values())
    await change(db, {
      proposal_id,
      submissions: [first!, ...others].map(({ row }) => row.submission_id),
      to: first!.to,
      from: ['due'],
      at: timing.now(),
      reason: first!.why,
    })
}
