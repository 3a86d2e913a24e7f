import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError, UncertainError, WorkflowError } from '../errors.ts'
import { drive } from '../jobs/drive.ts'
import { VALID_FOR } from './attempt.ts'
import { look } from './lane.ts'
import { move } from './move.ts'
import { type PublishReport, reportOf } from './report.ts'
import type { PublishingTables } from './tables.ts'

type Plan = PublishingTables['publish_plans']

/** Publishes a plan once, and tells how it ended. */
export async function publish(
  context: Context,
  plan_id: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<PublishReport> {
  signal?.throwIfAborted()
  const asked = await read(context, plan_id)
  const before = asked.state === 'planned' ? await sameBefore(context, asked) : undefined
  if (before) return await publish(context, before.id, { ...(signal && { signal }) })
  const study_id = await commit(context, plan_id)
  const ended = await drive(
    context,
    ['publishing.publish', 'publishing.look'],
    async () => {
      const plan = await read(context, plan_id)
      return ['published', 'failed', 'uncertain'].includes(plan.state) ? plan : undefined
    },
    signal,
  )
  if (ended.state === 'published') return reportOf(ended)
  if (ended.state === 'uncertain')
    throw new UncertainError(
      `It is not known whether study ${study_id} was published. ${ended.reason}. A worker looks again; so does another call with this plan. Do not publish it in another way before.`,
    )
  const message = `Study ${study_id} was not published by this plan. ${ended.reason}.`
  if (ended.attempted_at === null) throw new RefusedPlanError(message, ended.changes as string[])
  throw new WorkflowError(`${message} Look at the study, and plan again.`)
}

async function read({ db }: Context, id: string): Promise<Plan> {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const plan =
    isUuid && (await db.selectFrom('publish_plans').selectAll().where('id', '=', id).executeTakeFirst())
  if (!plan)
    throw new RefusedPlanError(`There is no plan ${id} in this database: make one with publishing.plan.`)
  return plan
}

/**
 * An earlier plan for the same that somebody began to carry out: a script that is run again after it was stopped plans
 * anew, and means that one. Those that failed are not meant.
 */
async function sameBefore({ db }: Context, { study_id, hash }: Plan): Promise<{ id: string } | undefined> {
  return await db
    .selectFrom('publish_plans')
    .select('id')
    .where('study_id', '=', study_id)
    .where('hash', '=', hash)
    .where('state', 'in', ['committed', 'attempted', 'uncertain', 'published'])
    .orderBy('committed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** From here on it will be published, by this process or another, if it is as it was planned. */
async function commit(context: Context, id: string): Promise<string> {
  const { db, jobs, timing } = context
  const plan = await read(context, id)
  const { study_id } = plan
  await lookAtUncertain(context, study_id)
  if (plan.state === 'planned') mustBePublishable(plan, timing.now())
  await transact(db, async (trx) => {
    await move(trx, id, 'committed', { committed_at: timing.now() })
    await jobs.send('publishing.publish', study_id, { study_id }, { in: trx })
  })
  return study_id
}

/** While it is not known what became of one plan of a study, no other one is carried out. */
async function lookAtUncertain(context: Context, study_id: string): Promise<void> {
  const uncertain = await context.db
    .selectFrom('publish_plans')
    .select(['id', 'reason'])
    .where('study_id', '=', study_id)
    .where('state', '=', 'uncertain')
    .execute()
  for (const { id, reason } of uncertain)
    if (!(await look(context, { plan_id: id, looks: 0 })))
      throw new UncertainError(
        `It is not known whether study ${study_id} was published by the plan ${id}. ${reason}. A worker looks again; so does another call. Do not publish it in another way before.`,
      )
}

function mustBePublishable({ study_id, created_at, problems }: Plan, now: Date): void {
  if (now.getTime() - created_at.getTime() > VALID_FOR)
    throw new RefusedPlanError(
      `The plan for study ${study_id} was made at ${created_at.toISOString()}, and much may have changed since: plan again.`,
    )
  const told = problems as string[]
  if (told.length) throw new RefusedPlanError(`Study ${study_id} cannot be published as planned:`, told)
}
