/** Sends the one request about one submission: its rejection, the request for its return, or a dynamic payment. */
import {
  ProlificAmbiguousResultError,
  ProlificConflictError,
  ProlificNotFoundError,
  ProlificValidationError,
} from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { change } from './changing.ts'
import type { Decision } from './decide.ts'
import type { StudyFacts } from './facts.ts'
import { settle } from './settling.ts'
import type { ReviewTables } from './tables.ts'

type Row = ReviewTables['review_rows']

/** The intent is written before the request is sent; whoever does not write it, does not send it. */
export async function actOn(
  context: Context,
  proposal: ReviewTables['review_proposals'],
  row: Row,
  decision: Decision,
): Promise<void> {
  const { client, db, timing } = context
  const attempted = await transact(db, async (trx) => {
    if (decision.action === 'ask_for_return') {
      await trx
        .insertInto('review_returns')
        .values({ submission_id: row.submission_id, proposal_id: row.proposal_id, asked_at: timing.now() })
        .onConflict((on) => on.doNothing())
        .execute()
      const { proposal_id } = await trx
        .selectFrom('review_returns')
        .select('proposal_id')
        .where('submission_id', '=', row.submission_id)
        .executeTakeFirstOrThrow()
      if (proposal_id !== row.proposal_id) return 'asked by another proposal'
    }
    const [changed] = await change(trx, {
      ...about(row),
      to: 'attempted',
      from: ['due'],
      at: timing.now(),
      reason: 'is being asked for',
      attempt: true,
    })
    return changed ? 'mine' : 'taken'
  })
  if (attempted === 'asked by another proposal') {
    const reason = 'a return was asked for by another proposal'
    await change(db, { ...about(row), to: 'left', from: ['due'], at: timing.now(), reason })
  }
  if (attempted !== 'mine') return
  try {
    await send(client, proposal, row, decision)
  } catch (error) {
    await afterFailure(context, row, error as Error)
    return
  }
  const at = timing.now()
  const reason = DONE[decision.action]!
  await change(db, { ...about(row), to: 'done', from: ['attempted'], at, reason })
}

const DONE: Readonly<Partial<Record<Decision['action'], string>>> = {
  reject: 'rejected',
  ask_for_return: 'the participant was asked to return it',
  pay_part: 'paid in part by a dynamic payment',
}

const about = ({ proposal_id, submission_id }: Row) => ({ proposal_id, submissions: [submission_id] })

function send(
  client: Context['client'],
  proposal: ReviewTables['review_proposals'],
  { submission_id: id }: Row,
  decision: Decision,
): PromiseLike<unknown> {
  switch (decision.action) {
    case 'reject':
      return client.submissions.reject({
        id,
        message: decision.message!,
        rejection_category: decision.category!,
      })
    case 'ask_for_return':
      return client.submissions.requestReturn({ id, request_return_reasons: [decision.message!] })
    default: {
      const { codes } = proposal.study as StudyFacts
      return client.submissions.complete({
        id,
        completion_code: codes.find(({ dynamicPayment }) => dynamicPayment !== undefined)!.dynamicPayment!,
        completion_code_data: {
          percentage_of_reward: decision.percentage!,
          ...(decision.message !== undefined && { message_to_participant: decision.message }),
        },
      })
    }
  }
}

/** A refusal is an answer. After anything else it is read back what became of it. */
async function afterFailure(context: Context, row: Row, error: Error): Promise<void> {
  const { client, db, timing } = context
  const isAnswer =
    error instanceof ProlificValidationError ||
    error instanceof ProlificNotFoundError ||
    error instanceof ProlificConflictError
  if (isAnswer) {
    await transact(db, async (trx) => {
      const at = timing.now()
      const reason = error.message
      await change(trx, { ...about(row), to: 'failed', from: ['attempted'], at, reason })
      await trx
        .deleteFrom('review_returns')
        .where('submission_id', '=', row.submission_id)
        .where('proposal_id', '=', row.proposal_id)
        .execute()
    })
    return
  }
  const attempted = {
    ...row,
    state: 'attempted' as const,
    attempts: row.attempts + 1,
    attempted_at: timing.now(),
  }
  const isUnsent = !(error instanceof ProlificAmbiguousResultError)
  const saw = await client.submissions.retrieve({ id: row.submission_id })
  const isOver = await settle(context, attempted, saw, isUnsent)
  if (!isOver) throw error
}
