import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { PublishState } from './states.ts'
import type { PublishedBy, PublishingTables } from './tables.ts'

/** How the publishing of one plan stands. */
export interface PublishReport {
  plan_id: string
  study: { id: string; name: string }
  state: PublishState
  /** What was planned that it costs, with fees and VAT. */
  cost: Money
  /** Hash of what was planned. */
  hash: string
  /** Who published it, once it is published. */
  published_by?: PublishedBy
  /** Fields of the published study that are not as they were planned, or for which the plan was refused. */
  changes: string[]
  /** Why it stands as it stands. */
  reason?: string
  planned_at: Date
  attempted_at?: Date
  settled_at?: Date
}

export interface PublishQuery {
  /** Id of a study: only its plans. */
  study_id?: string
  /** Only plans in this state. */
  state?: PublishState
}

/** Plans and what became of them, the newest first. */
export async function report(
  { db }: Context,
  { study_id, state }: PublishQuery = {},
): Promise<PublishReport[]> {
  const plans = await db
    .selectFrom('publish_plans')
    .selectAll()
    .$if(study_id !== undefined, (all) => all.where('study_id', '=', study_id!))
    .$if(state !== undefined, (all) => all.where('state', '=', state!))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return plans.map(reportOf)
}

export function reportOf(plan: PublishingTables['publish_plans']): PublishReport {
  const { published_by, reason, attempted_at, settled_at } = plan
  return {
    plan_id: plan.id,
    study: { id: plan.study_id, name: plan.study_name },
    state: plan.state,
    cost: Money.fromHundredths(plan.cost, plan.currency),
    hash: plan.hash,
    ...(published_by && { published_by }),
    changes: plan.changes as string[],
    ...(reason && { reason }),
    planned_at: plan.created_at,
    ...(attempted_at && { attempted_at }),
    ...(settled_at && { settled_at }),
  }
}
