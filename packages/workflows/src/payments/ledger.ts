import type { Database, Transaction } from '../database/database.ts'
import { GIVEN, ON_THE_WAY, SENT } from './states.ts'

/** What the ledger has given to a submission, in hundredths of a minor unit. */
export interface Given {
  /** For the purpose that was asked for: paid, being paid, or to be paid by a plan that is committed. */
  forPurpose: number
  /** For any purpose: of which Prolific may show something. */
  sent: number
  /** For any purpose: of which it is not known yet how it ends. */
  onTheWay: number
}

/** What the ledger has given to the submissions of a study, by their ids. */
export async function givenBefore(
  db: Database | Transaction,
  study_id: string,
  purpose: string,
): Promise<Map<string, Given>> {
  const lines = await db
    .selectFrom('bonus_lines')
    .select(['submission_id', 'purpose', 'state', (of) => of.fn.sum<number | string>('amount').as('amount')])
    .where('study_id', '=', study_id)
    .where('state', 'in', [...GIVEN])
    .groupBy(['submission_id', 'purpose', 'state'])
    .execute()
  const given = new Map<string, Given>()
  for (const { submission_id, purpose: of, state, amount: told } of lines) {
    const amount = Number(told)
    const one = given.get(submission_id) ?? { forPurpose: 0, sent: 0, onTheWay: 0 }
    if (of === purpose) one.forPurpose += amount
    if (SENT.includes(state!)) one.sent += amount
    if (ON_THE_WAY.includes(state!)) one.onTheWay += amount
    given.set(submission_id, one)
  }
  return given
}
