/** Plans that are kept, so that they are carried out once, by whoever it is. */
import { randomUUID } from 'node:crypto'
import { type Currency, Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { type PublishPlan, type PublishPlanOptions, readPlan } from './plan.ts'

/** A plan that is kept in the database, to be published by its id. */
export interface StoredPublishPlan extends PublishPlan {
  /** Id of the plan. */
  id: string
  planned_at: Date
}

/** Of the options, what a plan is checked by again. */
interface Kept {
  budget?: { amount: string; currency: Currency }
  mustExclude?: PublishPlanOptions['mustExclude']
  visit: boolean
}

/** Makes a plan and keeps it. */
export async function storePlan(
  { client, db, timing }: Context,
  study_id: string,
  { visit = true, ...options }: PublishPlanOptions = {},
): Promise<StoredPublishPlan> {
  const { plan, content } = await readPlan(client, study_id, { ...options, visit })
  const id = randomUUID()
  const created_at = timing.now()
  const { budget, mustExclude } = options
  await db
    .insertInto('publish_plans')
    .values({
      id,
      study_id,
      study_name: plan.study.name,
      currency: plan.currency,
      cost: plan.cost.total.toHundredths(),
      hash: plan.hash,
      content: json(content),
      options: json({ visit, ...(budget && { budget }), ...(mustExclude && { mustExclude }) }),
      problems: json(plan.problems),
      state: 'planned',
      published_by: null,
      changes: json([]),
      reason: null,
      created_at,
      committed_at: null,
      attempted_at: null,
      settled_at: null,
    })
    .execute()
  return { ...plan, id, planned_at: created_at }
}

/** The options that a plan was made with. */
export function optionsOf(kept: unknown): PublishPlanOptions {
  const { budget, ...options } = kept as Kept
  return { ...options, ...(budget && { budget: Money.parse(budget.amount, budget.currency) }) }
}
