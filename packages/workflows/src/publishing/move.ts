import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import { json, type Transaction } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { note } from '../journal.ts'
import { statesBefore } from '../transitions.ts'
import { type PublishState, TRANSITIONS } from './states.ts'
import type { PublishedBy, PublishingTables } from './tables.ts'

/** Moves a plan to another state, if it is in one from which that is reached. Of several who try, one does. */
export async function move(
  trx: Transaction,
  id: string,
  state: PublishState,
  changes: Updateable<Omit<PublishingTables['publish_plans'], 'state' | 'id'>> = {},
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('publish_plans')
    .set({ ...changes, state })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(TRANSITIONS, state))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface End {
  /** Who published it. */
  by?: PublishedBy
  reason?: string
  /** What is otherwise than it was planned. */
  changes?: readonly string[]
}

/** It is known how it ends. */
export async function end(
  { db, timing }: Context,
  id: string,
  state: Extract<PublishState, 'published' | 'failed'>,
  { by, reason, changes = [] }: End,
): Promise<void> {
  const at = timing.now()
  await transact(db, async (trx) => {
    const isMoved = await move(trx, id, state, {
      settled_at: at,
      published_by: by ?? null,
      reason: reason ?? null,
      changes: json(changes),
    })
    if (isMoved)
      await note(trx, { at, area: 'publishing', subject: id, what: state, detail: { by, reason, changes } })
  })
}

/** It may have been published: whether it was shows later. */
export async function doubt({ db, jobs, timing }: Context, id: string, reason: string): Promise<void> {
  const at = timing.now()
  await transact(db, async (trx) => {
    if (!(await move(trx, id, 'uncertain', { reason }))) return
    await note(trx, { at, area: 'publishing', subject: id, what: 'uncertain', detail: { reason } })
    await jobs.send('publishing.look', id, { plan_id: id, looks: 0 }, { in: trx, after: timing.look })
  })
}
