import type { Money } from 'prolific-kit'
import type { Context } from '../context.ts'

/** What the review needs of the payments: a plan of bonuses, and its payment, once. */
export interface PartPayments {
  plan(input: {
    study_id: string
    rows: readonly { submission_id: string; amount: Money }[]
    purpose: string
    why?: string
    signal?: AbortSignal
  }): Promise<PlannedParts>
  /** Commits the plan, and leaves the rest to workers. */
  pay(plan: string, options: { until: 'committed' }): Promise<unknown>
}

export interface PlannedParts {
  id: string
  /** Reasons for which it cannot be paid. */
  problems: readonly string[]
  /** Each bonus, with what is wrong with it. */
  bonuses?: readonly { submission_id: string | null; problems: readonly string[] }[]
}

/** What parts are paid for. It is always the same, so that nobody gets a part twice: a second plan pays what is missing. */
export const PURPOSE = 'part of the reward'

/** What became of the payments of a plan, by submission. */
export async function partsPaid(
  { db }: Context,
  plan_id: string,
): Promise<Map<string, 'done' | 'failed' | 'uncertain'>> {
  const [plan] = await db.selectFrom('bonus_plans').select('state').where('id', '=', plan_id).execute()
  if (plan?.state !== 'committed') return new Map()
  const lines = await db
    .selectFrom('bonus_lines')
    .select(['submission_id', 'state', 'amount'])
    .where('plan_id', '=', plan_id)
    .execute()
  const told = new Map<string, 'done' | 'failed' | 'uncertain'>()
  for (const { submission_id, state, amount } of lines) {
    // Without a state nothing was missing: they had it already.
    if (state === 'paid' || (state === null && Number(amount) === 0)) told.set(submission_id, 'done')
    else if (state === 'failed' || state === 'uncertain') told.set(submission_id, state)
  }
  return told
}
