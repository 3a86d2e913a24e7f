/** What became of a request about one submission whose answer was lost, by what the submission says. */
import type { Submission } from 'prolific-kit'
import type { Context } from '../context.ts'
import { type Change, change } from './changing.ts'
import type { ReviewTables } from './tables.ts'

/** Attempts after which nothing more is tried. */
export const MOST_ATTEMPTS = 3

/** Statuses that show that what was wanted has happened. */
const SHOWS: Readonly<Record<string, readonly string[]>> = {
  reject: ['REJECTED'],
  pay_part: ['PARTIALLY APPROVED'],
}
/** Statuses that show that nothing has happened yet. */
const UNTOUCHED: Readonly<Record<string, readonly string[]>> = {
  reject: ['AWAITING REVIEW'],
  pay_part: ['TIMED-OUT'],
}

/**
 * Writes what is known now, and tells whether it is known how it ended. Rejections and completions may be asked for
 * twice and change nothing by it, so that they go back to the line; a request for return is a message, which nobody
 * shall get twice.
 */
export async function settle(
  { db, timing }: Context,
  row: ReviewTables['review_rows'],
  saw: Submission,
  isUnsent = false,
): Promise<boolean> {
  const to = async (state: Change['to'], reason: string) => {
    const { proposal_id, submission_id } = row
    const at = timing.now()
    await change(db, {
      proposal_id,
      submissions: [submission_id],
      to: state,
      from: ['attempted'],
      at,
      reason,
    })
    return state !== 'due'
  }
  if (row.action === 'ask_for_return') {
    if (saw.return_requested) return await to('done', 'the participant was asked to return it')
    if (isUnsent) return await to('due', 'was not sent')
    if (saw.status !== 'AWAITING REVIEW') return await to('left', `is ${saw.status} by now`)
    const since = timing.now().getTime() - (row.attempted_at?.getTime() ?? 0)
    if (since < timing.settle) return false
    await db.deleteFrom('review_returns').where('submission_id', '=', row.submission_id).execute()
    return await to('failed', 'the answer was lost, and no request for return shows: it was not made')
  }
  if (SHOWS[row.action!]!.includes(saw.status)) return await to('done', `${saw.status} by now`)
  if (!UNTOUCHED[row.action!]!.includes(saw.status))
    return await to('left', `is ${saw.status} by now: somebody else decided`)
  if (row.attempts >= MOST_ATTEMPTS && !isUnsent)
    return await to('uncertain', `was asked for ${row.attempts} times, and does not show`)
  return await to('due', 'the answer was lost, and it shows that nothing happened')
}
