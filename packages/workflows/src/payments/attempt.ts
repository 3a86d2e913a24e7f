/** Setting up, and the one attempt to pay. */
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { note } from '../journal.ts'
import { isRefusal, outcomeOf, watchForHolds } from '../outcome.ts'
import { move } from './move.ts'
import { availableIn, bonusCost } from './shown.ts'
import type { BonusState } from './states.ts'
import type { PaymentTables } from './tables.ts'

type SetUp = PaymentTables['bonus_set_ups']

/**
 * Sets a payment up at Prolific, which pays nothing. When the answer is lost it is set up anew: what Prolific then has
 * besides is never paid, since nobody knows its id. Throws what may pass, so that it is tried again later.
 */
export async function setUp(context: Context, planned: SetUp, signal?: AbortSignal): Promise<void> {
  const { client, db, timing } = context
  const { id, study_id, currency, plan_id } = planned
  const lines = await db
    .selectFrom('bonus_lines')
    .select(['submission_id', 'amount'])
    .where('set_up_id', '=', id)
    .orderBy('line')
    .execute()
  const plan = await db
    .selectFrom('bonus_plans')
    .select('allow_large_amounts')
    .where('id', '=', plan_id)
    .executeTakeFirstOrThrow()
  const bonuses = lines.map(({ submission_id, amount }) => ({
    submission_id,
    amount: Money.fromHundredths(amount, currency),
  }))
  try {
    const { allow_large_amounts } = plan
    const answer = await client.bonuses.setUp({ study_id, bonuses, allow_large_amounts }, { signal })
    const hundredths = (amount: number | undefined) =>
      amount === undefined ? null : Money.fromMinorUnits(amount.toFixed(2), currency).toHundredths()
    if (answer.amount !== undefined && hundredths(answer.amount) !== planned.amount)
      return await end(context, planned, 'failed', {
        reason: `Prolific set up ${answer.amount} minor units in place of ${planned.amount / 100}: it was not paid`,
      })
    await transact(db, (trx) =>
      move(trx, id, 'set_up', {
        bonus_id: answer.id,
        fees: hundredths(answer.fees),
        vat: hundredths(answer.vat),
        total: hundredths(answer.total_amount),
        set_up_at: timing.now(),
      }),
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    await end(context, planned, 'failed', { reason: `It could not be set up: ${error.message}` })
  }
}

/**
 * Pays what is set up, once. That it is attempted is written down first; whoever finds that without an answer knows
 * that it may have been paid, and never pays it.
 */
export async function attempt(context: Context, ready: SetUp, signal?: AbortSignal): Promise<void> {
  const { client, db, jobs, timing } = context
  const { id, study_id, workspace_id, currency } = ready
  const [available, cost] = await Promise.all([
    availableIn(client, workspace_id, signal),
    bonusCost(client, study_id, signal),
  ])
  if (available !== undefined && available < ready.total!)
    return await end(context, ready, 'failed', {
      reason: `The wallet has ${Money.fromHundredths(available, currency)} and ${Money.fromHundredths(ready.total!, currency)} is needed: it was not paid. Top the wallet up, and plan again`,
    })
  const watch = watchForHolds()
  const isOurs = await transact(db, (trx) =>
    move(trx, id, 'attempted', {
      attempted_at: timing.now(),
      available_before: available ?? null,
      cost_before: cost ?? null,
    }),
  )
  if (!isOurs) return
  if (watch.isHeldUp())
    return await end(context, ready, 'failed', {
      reason: 'This process was held up before it could pay: it was not paid. Plan again',
    })
  try {
    // No signal: whoever stops must learn what became of it.
    await client.bonuses.pay({ id: ready.bonus_id! })
  } catch (error) {
    if (outcomeOf(error) === 'undone')
      return await end(context, ready, 'failed', {
        reason: `It was not paid: ${(error as Error).message}. Plan again`,
      })
    return await doubt(context, ready, `Its answer was lost: ${(error as Error).message}`)
  }
  await transact(db, async (trx) => {
    await trx.updateTable('bonus_set_ups').set({ accepted_at: timing.now() }).where('id', '=', id).execute()
    await jobs.send('bonuses.look', id, { set_up_id: id, looks: 0 }, { in: trx, after: timing.look })
  })
}

/** It may have been paid: whether it was shows later. */
export async function doubt(context: Context, { id }: SetUp, reason: string): Promise<void> {
  const { db, jobs, timing } = context
  await transact(db, async (trx) => {
    if (!(await move(trx, id, 'uncertain', { reason }))) return
    await note(trx, { at: timing.now(), area: 'bonuses', subject: id, what: 'uncertain', detail: { reason } })
    await jobs.send('bonuses.look', id, { set_up_id: id, looks: 0 }, { in: trx, after: timing.look })
  })
}

/** It is known how it ends. Whatever waited for that may go on. */
export async function end(
  context: Context,
  { id, workspace_id }: Pick<SetUp, 'id' | 'workspace_id'>,
  state: Extract<BonusState, 'paid' | 'failed'>,
  { reason }: { reason: string | null },
): Promise<void> {
  const { db, jobs, timing } = context
  await transact(db, async (trx) => {
    if (!(await move(trx, id, state, { reason, settled_at: timing.now() }))) return
    await note(trx, { at: timing.now(), area: 'bonuses', subject: id, what: state, detail: { reason } })
    await jobs.send('bonuses.pay', workspace_id, { workspace_id }, { in: trx })
  })
}
