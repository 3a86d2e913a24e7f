/** From a plan to set-ups that will be paid: here it is decided, once for all processes, who gets how much. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { SCHEMA, type Transaction } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError, UncertainError } from '../errors.ts'
import { note } from '../journal.ts'
import { givenBefore } from './ledger.ts'
import { unfinished } from './report.ts'
import type { PaymentTables } from './tables.ts'

/** Payments of one set-up: no more are taken at once. */
export const MOST_LINES = 200
/** Milliseconds for which what was read for a plan is held to be true. */
export const VALID_FOR = 15 * 60_000

type Plan = PaymentTables['bonus_plans']

/**
 * Commits a plan: what is missing by now is divided into set-ups, and a job pays them. Of several processes that commit
 * plans for one study at the same time, each sees what the others have committed. A plan that is committed already is
 * left as it is.
 */
export async function commit(
  context: Context,
  plan_id: string,
  { alone = false }: { alone?: boolean | undefined } = {},
): Promise<Plan> {
  const { db, jobs, timing } = context
  return await transact(db, async (trx) => {
    const plan = await mustBePayable(trx, plan_id, timing.now())
    if (plan.state === 'committed') return plan
    if (alone) await mustBeAlone(trx, plan.workspace_id)
    const { study_id, purpose, workspace_id, currency } = plan
    await trx
      .insertInto('bonus_studies')
      .values({ study_id })
      .onConflict((on) => on.doNothing())
      .execute()
    await trx
      .selectFrom('bonus_studies')
      .select('study_id')
      .where('study_id', '=', study_id)
      .forUpdate()
      .execute()
    const { numUpdatedRows } = await trx
      .updateTable('bonus_plans')
      .set({ state: 'committed', committed_at: timing.now() })
      .where('id', '=', plan_id)
      .where('state', '=', 'planned')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return plan
    const given = await givenBefore(trx, study_id, purpose)
    const lines = await trx
      .selectFrom('bonus_lines')
      .selectAll()
      .where('plan_id', '=', plan_id)
      .orderBy('line')
      .execute()
    const due = lines.flatMap((line) => {
      const before = given.get(line.submission_id)
      const amount = line.wanted - line.elsewhere - (before?.forPurpose ?? 0)
      if (amount <= 0) return []
      if (before?.onTheWay)
        throw new UncertainError(
          `Submission ${line.submission_id} has a payment of ${Money.fromHundredths(before.onTheWay, currency)} on its way, or one of which it is not known whether it was made. Nothing was paid: run \`bonuses reconcile\` first, then plan again.`,
        )
      return [{ line: line.line, amount }]
    })
    for (let at = 0; at < due.length; at += MOST_LINES)
      await divide(trx, plan, at / MOST_LINES + 1, due.slice(at, at + MOST_LINES))
    const total = due.reduce((sum, { amount }) => sum + amount, 0)
    await note(trx, {
      at: timing.now(),
      area: 'bonuses',
      subject: plan_id,
      what: `committed: ${due.length} payments of ${Money.fromHundredths(total, currency)} together`,
      detail: { study_id, purpose, why: plan.why },
    })
    if (due.length) await jobs.send('bonuses.pay', workspace_id, { workspace_id }, { in: trx })
    return plan
  })
}

/** Nothing else may be under way from the wallet. */
async function mustBeAlone(trx: Transaction, workspace_id: string): Promise<void> {
  const [other] = await unfinished({ db: trx }, workspace_id)
  if (other)
    throw new UncertainError(
      `Of the same wallet ${other.payments} payments of ${other.amount} together are not at their end (set-up ${other.id}, ${other.state.replace('_', ' ')}). Nothing was paid: run \`bonuses reconcile\`, or \`prolific-kit worker --until-idle\`, first.`,
    )
}

async function mustBePayable(trx: Transaction, id: string, now: Date): Promise<Plan> {
  const plan = await trx.selectFrom('bonus_plans').selectAll().where('id', '=', id).executeTakeFirst()
  if (!plan) throw new RefusedPlanError(`There is no plan ${id} in this database.`)
  if (plan.state === 'committed') return plan
  const problems = plan.problems as string[]
  if (problems.length) throw new RefusedPlanError('This plan cannot be paid:', problems)
  if (now.getTime() - plan.created_at.getTime() > VALID_FOR)
    throw new RefusedPlanError(
      `This plan was made at ${plan.created_at.toISOString()}, and much may have changed since. Plan again: what was paid meanwhile is left out.`,
    )
  return plan
}

async function divide(
  trx: Transaction,
  { id: plan_id, study_id, workspace_id, currency }: Plan,
  number: number,
  lines: readonly { line: number; amount: number }[],
): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('bonus_set_ups')
    .values({
      id,
      plan_id,
      number,
      study_id,
      workspace_id,
      currency,
      state: 'planned',
      amount: lines.reduce((sum, { amount }) => sum + amount, 0),
      bonus_id: null,
      fees: null,
      vat: null,
      total: null,
      available_before: null,
      cost_before: null,
      set_up_at: null,
      attempted_at: null,
      accepted_at: null,
      settled_at: null,
      reason: null,
    })
    .execute()
  const amounts = sql.join(lines.map(({ line, amount }) => sql`(${line}::int, ${amount}::bigint)`))
  await sql`
    update ${sql.id(SCHEMA, 'bonus_lines')} as one
    set amount = due.amount, state = 'planned', set_up_id = ${id}::uuid
    from (values ${amounts}) as due (line, amount)
    where one.plan_id = ${plan_id}::uuid and one.line = due.line
  `.execute(trx)
}
