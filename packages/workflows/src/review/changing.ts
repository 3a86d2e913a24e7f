/** Rows change their state from the states that the plan of states allows, and from no other: who comes second does nothing. */
import type { Database, Transaction } from '../database/database.ts'
import { statesBefore } from '../transitions.ts'
import { REVIEW_TRANSITIONS, type ReviewState } from './states.ts'

export interface Change {
  proposal_id: string
  submissions: readonly string[]
  to: ReviewState
  at: Date
  reason: string
  /** Only rows in these states; those from which the new one is reached, if it is not said. */
  from?: readonly ReviewState[]
  /** Whether this is an attempt, which is counted. */
  attempt?: boolean
  bonus_plan_id?: string
}

/** Most ids in one statement. */
const AT_ONCE = 500

/** Changes rows, and tells which were changed. */
export async function change(db: Database | Transaction, wanted: Change): Promise<string[]> {
  const {
    proposal_id,
    submissions,
    to,
    at,
    reason,
    from = statesBefore(REVIEW_TRANSITIONS, to),
    attempt,
    bonus_plan_id,
  } = wanted
  const changed: string[] = []
  for (let first = 0; first < submissions.length; first += AT_ONCE) {
    const rows = await db
      .updateTable('review_rows')
      .set((row) => ({
        state: to,
        reason,
        changed_at: at,
        ...(attempt && { attempted_at: at, attempts: row('attempts', '+', 1) }),
        ...(bonus_plan_id !== undefined && { bonus_plan_id }),
      }))
      .where('proposal_id', '=', proposal_id)
      .where('submission_id', 'in', submissions.slice(first, first + AT_ONCE))
      .where('state', 'in', [...from])
      .returning('submission_id')
      .execute()
    changed.push(...rows.map(({ submission_id }) => submission_id))
  }
  return changed
}
