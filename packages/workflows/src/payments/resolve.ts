import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'
import { note } from '../journal.ts'
import { end } from './attempt.ts'
import { look } from './look.ts'
import { type BonusReport, report } from './report.ts'

/** What a person has found out about a payment. */
export interface Resolution {
  /** Id of the set-up: ours, or Prolific's. */
  set_up: string
  /** Whether it was paid. `false` lets a later plan pay it. */
  paid: boolean
  /** Who says so, and how they know: it stands in the report. */
  why: string
}

/** Looks at every payment of which it is not known how it ends, of one study or of all. It only reads of Prolific. */
export async function reconcile(
  context: Context,
  { study_id, signal }: { study_id?: string; signal?: AbortSignal } = {},
): Promise<BonusReport> {
  const open = await context.db
    .selectFrom('bonus_set_ups')
    .select('id')
    .where('state', 'in', ['attempted', 'uncertain'])
    .$if(study_id !== undefined, (all) => all.where('study_id', '=', study_id!))
    .orderBy('attempted_at')
    .execute()
  for (const { id } of open) await look(context, { set_up_id: id, looks: 0 }, signal)
  return await report(context, study_id === undefined ? {} : { study_id })
}

/** Ends the doubt about a payment by a person's word. */
export async function resolve(context: Context, { set_up, paid, why }: Resolution): Promise<void> {
  if (why.trim() === '') throw new RefusedPlanError('Say in `why` how it is known whether it was paid.')
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(set_up)
  const found = await context.db
    .selectFrom('bonus_set_ups')
    .selectAll()
    .where(isUuid ? 'id' : 'bonus_id', '=', set_up)
    .executeTakeFirst()
  if (!found) throw new RefusedPlanError(`There is no set-up ${set_up} in this database.`)
  if (found.state !== 'uncertain')
    throw new RefusedPlanError(
      `Set-up ${set_up} is ${found.state.replace('_', ' ')}: only what is uncertain is resolved by a word.`,
    )
  await note(context.db, {
    at: context.timing.now(),
    area: 'bonuses',
    subject: found.id,
    what: paid ? 'a person says that it was paid' : 'a person says that it was not paid',
    detail: { why },
  })
  await end(context, found, paid ? 'paid' : 'failed', { reason: `As a person says: ${why}` })
}
