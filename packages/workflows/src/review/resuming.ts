/** Sends jobs for whatever of a proposal is unfinished. Jobs that wait already are not sent again. */
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { proposalById, type ReviewProposal, summed } from './proposal.ts'
import { OPEN } from './states.ts'

export async function resumeProposal(
  { db, jobs, timing }: Context,
  proposal_id: string,
  trx?: Transaction,
): Promise<void> {
  const database = trx ?? db
  const open = await database
    .selectFrom('review_rows')
    .innerJoin('review_proposals', 'review_proposals.id', 'review_rows.proposal_id')
    .select(['review_rows.state', 'action', 'chunk', 'workspace_id', 'bonus_plan_id'])
    .distinct()
    .where('proposal_id', '=', proposal_id)
    .where('review_rows.state', 'in', [...OPEN])
    .execute()
  const options = trx && { in: trx }
  const parts = open.filter(({ action, state }) => action === 'pay_part' && state !== 'asked')
  const singly = open.filter(
    ({ state, action, bonus_plan_id }) =>
      state === 'due' || (state === 'attempted' && action !== 'approve' && bonus_plan_id === null),
  )
  for (const chunk of new Set(singly.map((one) => one.chunk))) {
    // What was attempted may show only after a while.
    const isDue = singly.some((one) => one.chunk === chunk && one.state === 'due')
    const after = isDue ? 0 : timing.look
    await jobs.send('review.chunk', `${proposal_id}:${chunk}`, { proposal_id, chunk }, { ...options, after })
  }
  const [approval] = open.filter(({ action, state }) => action === 'approve' && state === 'ready')
  if (approval) {
    const { workspace_id } = approval
    await jobs.send('review.approve', workspace_id, { workspace_id }, options)
  }
  if (parts.length && !parts.some(({ state }) => state === 'due'))
    await jobs.send('review.pay', proposal_id, { proposal_id }, options)
  if (
    open.some(
      ({ state, action }) =>
        state === 'asked' || state === 'waiting' || (state === 'attempted' && action === 'approve'),
    )
  )
    await jobs.send('review.look', proposal_id, { proposal_id }, options)
}

/** Does so for every proposal that somebody has said shall be carried out. */
export async function resumeReviews(context: Context): Promise<void> {
  const open = await context.db
    .selectFrom('review_rows')
    .select('proposal_id')
    .distinct()
    .where('state', 'in', [...OPEN])
    .execute()
  for (const { proposal_id } of open) await resumeProposal(context, proposal_id)
}

/** Those for one study, in numbers. */
export async function unfinished({ db }: Context, study_id: string): Promise<ReviewProposal[]> {
  const open = await db
    .selectFrom('review_proposals')
    .select('id')
    .where('study_id', '=', study_id)
    .where((of) =>
      of.exists(
        of
          .selectFrom('review_rows')
          .select('submission_id')
          .whereRef('review_rows.proposal_id', '=', 'review_proposals.id')
          .where('state', 'in', [...OPEN]),
      ),
    )
    .orderBy('created_at')
    .execute()
  return await Promise.all(open.map(async ({ id }) => summed(db, await proposalById(db, id))))
}
