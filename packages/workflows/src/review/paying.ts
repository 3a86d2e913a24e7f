/** Partial payments of a proposal become one plan of bonuses, and are paid by the payments, once. */
import type { Context } from '../context.ts'
import { RefusedPlanError, UncertainError } from '../errors.ts'
import { change } from './changing.ts'
import { type PartPayments, PURPOSE, partsPaid } from './part-payments.ts'
import { decisionOf, proposalById } from './proposal.ts'

export async function payParts(
  context: Context,
  bonuses: PartPayments,
  proposal_id: string,
  signal: AbortSignal,
): Promise<void> {
  const { jobs, timing } = context
  await planReady(context, bonuses, proposal_id, signal)
  for (const plan of await attemptedPlans(context, proposal_id)) await payPlan(context, bonuses, plan)
  await jobs.send('review.look', proposal_id, { proposal_id }, { after: timing.look })
}

/** Plans what is ready. A plan that is not paid is forgotten: after a crash another one is made. */
async function planReady(
  context: Context,
  bonuses: PartPayments,
  proposal_id: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, timing } = context
  const { study_id } = await proposalById(db, proposal_id)
  for (;;) {
    const ready = await db
      .selectFrom('review_rows')
      .selectAll()
      .where('proposal_id', '=', proposal_id)
      .where('action', '=', 'pay_part')
      .where('state', '=', 'ready')
      .orderBy('submission_id')
      .execute()
    if (ready.length === 0) return
    const ids = ready.map(({ submission_id }) => submission_id)
    const rows = ready.map((row) => ({ submission_id: row.submission_id, amount: decisionOf(row).amount! }))
    const why = `proposal ${proposal_id} of a review`
    const plan = await bonuses.plan({ study_id, rows, purpose: PURPOSE, why, signal })
    const fail = (submissions: readonly string[], reason: string) =>
      change(db, { proposal_id, submissions, to: 'failed', from: ['ready'], at: timing.now(), reason })
    if (plan.problems.length === 0) {
      await change(db, {
        proposal_id,
        submissions: ids,
        to: 'attempted',
        from: ['ready'],
        at: timing.now(),
        reason: 'is being paid',
        attempt: true,
        bonus_plan_id: plan.id,
      })
      return
    }
    const wrong = (plan.bonuses ?? []).filter(({ problems }) => problems.length > 0)
    for (const { submission_id, problems } of wrong)
      if (submission_id !== null) await fail([submission_id], problems.join('; '))
    // What is wrong with the whole stays wrong without single ones; the rest is planned again.
    if (wrong.length === 0 || wrong.some(({ submission_id }) => submission_id === null))
      await fail(ids, plan.problems.join('; '))
  }
}

interface Attempted {
  proposal_id: string
  plan_id: string
  submissions: string[]
}

async function attemptedPlans({ db }: Context, proposal_id: string): Promise<Attempted[]> {
  const rows = await db
    .selectFrom('review_rows')
    .select(['submission_id', 'bonus_plan_id'])
    .where('proposal_id', '=', proposal_id)
    .where('state', '=', 'attempted')
    .where('bonus_plan_id', 'is not', null)
    .execute()
  const plans = new Map<string, string[]>()
  for (const { submission_id, bonus_plan_id } of rows)
    plans.set(bonus_plan_id!, [...(plans.get(bonus_plan_id!) ?? []), submission_id])
  return [...plans].map(([plan_id, submissions]) => ({ proposal_id, plan_id, submissions }))
}

/** To pay a plan twice pays once: the payments hold that. */
async function payPlan(context: Context, bonuses: PartPayments, attempted: Attempted): Promise<void> {
  const { proposal_id, plan_id, submissions } = attempted
  const to = (state: 'asked' | 'failed', reason: string) =>
    change(context.db, {
      proposal_id,
      submissions,
      to: state,
      from: ['attempted'],
      at: context.timing.now(),
      reason,
    })
  try {
    await bonuses.pay(plan_id, { until: 'committed' })
    await to('asked', `a bonus is on its way by plan ${plan_id}`)
  } catch (error) {
    if (!(error instanceof RefusedPlanError || error instanceof UncertainError)) throw error
    await to('failed', error.message)
  }
}

/** Rows whose bonus shows how it ended. */
export async function lookAtParts(context: Context, proposal_id: string): Promise<number> {
  const { db, timing } = context
  const rows = await db
    .selectFrom('review_rows')
    .select(['submission_id', 'bonus_plan_id', 'state'])
    .where('proposal_id', '=', proposal_id)
    .where('state', 'in', ['asked', 'uncertain'])
    .where('bonus_plan_id', 'is not', null)
    .execute()
  let changed = 0
  for (const plan_id of new Set(rows.map(({ bonus_plan_id }) => bonus_plan_id!))) {
    const told = await partsPaid(context, plan_id)
    for (const [to, reason] of [
      ['done', `paid by plan ${plan_id}`],
      ['failed', `was not paid: see plan ${plan_id}`],
      ['uncertain', `it is not known whether it was paid: reconcile plan ${plan_id}`],
    ] as const) {
      const submissions = rows
        .filter((row) => row.bonus_plan_id === plan_id && told.get(row.submission_id) === to)
        .map(({ submission_id }) => submission_id)
      changed += (await change(db, { proposal_id, submissions, to, at: timing.now(), reason })).length
    }
  }
  return changed
}
