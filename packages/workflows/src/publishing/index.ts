/** Publishing what was looked at, and nothing else. */
import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { PublishingJobs } from './jobs.ts'
import { look, publishDue } from './lane.ts'
import type { PublishPlanOptions } from './plan.ts'
import { publish } from './publish.ts'
import { type PublishQuery, type PublishReport, report } from './report.ts'
import { type StoredPublishPlan, storePlan } from './store.ts'

export type { PublishQuery, PublishReport } from './report.ts'
export type { PublishState } from './states.ts'
export type { StoredPublishPlan } from './store.ts'
export type { PublishedBy } from './tables.ts'

/** Publishing what was looked at, and nothing else: by a plan with a hash, once. */
export interface Publishing {
  /**
   * Reads what publishing a draft will do, visits its addresses unless told otherwise, and keeps that as a plan.
   * Changes nothing at Prolific.
   */
  plan(study_id: string, options?: PublishPlanOptions): Promise<StoredPublishPlan>
  /**
   * Publishes a plan, once: by several processes, after a crash, or after a lost answer too. A study that is published
   * already is recognised; `published_by` says by whom. Where an earlier plan for exactly the same was begun, as by a
   * script that was stopped, that one is brought to its end, and it is told of that one.
   *
   * Throws `RefusedPlanError`, with nothing sent, if the plan has problems, is older than 15 minutes, or the study, its
   * cost or the wallet are not as they were planned; `WorkflowError` if it was tried and the study is not published;
   * `UncertainError` if it is not known whether it is, until a worker or another call with this plan has seen it.
   * The signal ends the waiting: a plan that is committed may still be published by another process.
   */
  publish(
    plan: string | Pick<StoredPublishPlan, 'id'>,
    options?: { signal?: AbortSignal },
  ): Promise<PublishReport>
  /** Plans and what became of them, the newest first. Only reads the database. */
  report(query?: PublishQuery): Promise<PublishReport[]>
}

export function publishingArea(context: Context): Area<PublishingJobs> & { publishing: Publishing } {
  const { db, jobs } = context
  return {
    publishing: {
      plan: (study_id, options) => storePlan(context, study_id, options),
      publish: (plan, options) => publish(context, typeof plan === 'string' ? plan : plan.id, options),
      report: (query) => report(context, query),
    },
    handlers: {
      'publishing.publish': ({ study_id }, signal) => publishDue(context, study_id, signal),
      'publishing.look': async (data, signal) => {
        await look(context, data, signal)
      },
    },
    async resume() {
      const open = await db
        .selectFrom('publish_plans')
        .select('study_id')
        .where('state', 'in', ['committed', 'attempted', 'uncertain'])
        .distinct()
        .execute()
      for (const { study_id } of open) await jobs.send('publishing.publish', study_id, { study_id })
    },
  }
}
