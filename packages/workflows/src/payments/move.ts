import type { Updateable } from 'kysely'
import type { Transaction } from '../database/database.ts'
import { statesBefore } from '../transitions.ts'
import { type BonusState, TRANSITIONS } from './states.ts'
import type { PaymentTables } from './tables.ts'

/**
 * Moves a set-up and its lines to another state, if it is in a state from which that one is reached. Tells whether it
 * did: of several who try, one does. Lines that have arrived stay as they are.
 */
export async function move(
  trx: Transaction,
  id: string,
  state: BonusState,
  changes: Updateable<Omit<PaymentTables['bonus_set_ups'], 'state' | 'id'>> = {},
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('bonus_set_ups')
    .set({ ...changes, state })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(TRANSITIONS, state))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx
    .updateTable('bonus_lines')
    .set({ state, ...(changes.settled_at && { settled_at: changes.settled_at }) })
    .where('set_up_id', '=', id)
    .where('state', 'in', statesBefore(TRANSITIONS, state))
    .execute()
  return true
}
