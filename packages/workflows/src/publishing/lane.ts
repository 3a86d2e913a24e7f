/** The publishing of one study: one plan after another, and none while it is not known what became of the last one. */
import { ProlificNotFoundError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { attempt, differences, readBack } from './attempt.ts'
import { end } from './move.ts'
import { DRAFT, LIVE } from './states.ts'

/**
 * Publishes what is committed. It is the only one to do so, since it is the study's job; so whatever is attempted
 * without an answer was left by a process that has ended.
 */
export async function publishDue(context: Context, study_id: string, signal: AbortSignal): Promise<void> {
  const { db } = context
  const ofStudy = () => db.selectFrom('publish_plans').selectAll().where('study_id', '=', study_id)
  for (const plan of await ofStudy().where('state', '=', 'attempted').execute())
    await readBack(context, plan, 'The process that published it ended before the answer came')
  for (const { id } of await ofStudy().where('state', '=', 'uncertain').execute())
    if (!(await look(context, { plan_id: id, looks: 0 }, signal))) return
  for (const plan of await ofStudy().where('state', '=', 'committed').orderBy('committed_at').execute()) {
    signal.throwIfAborted()
    await attempt(context, plan, signal)
    const [uncertain] = await ofStudy().where('state', '=', 'uncertain').limit(1).execute()
    if (uncertain) return
  }
}

/** Looks are ever further apart, up to 32 times the first distance. */
const LONGEST = 5

/** Looks whether an uncertain plan was published, and looks again later if that does not show. Tells whether it did. */
export async function look(
  context: Context,
  { plan_id, looks }: { plan_id: string; looks: number },
  signal?: AbortSignal,
): Promise<boolean> {
  const { client, db, jobs, timing } = context
  const plan = await db.selectFrom('publish_plans').selectAll().where('id', '=', plan_id).executeTakeFirst()
  if (plan?.state !== 'uncertain') return true
  const again = async () => {
    const after = timing.look * 2 ** Math.min(looks, LONGEST)
    await jobs.send('publishing.look', plan_id, { plan_id, looks: looks + 1 }, { after })
    return false
  }
  try {
    const study = await client.studies.retrieve({ id: plan.study_id }, { signal })
    const { status } = study
    if (LIVE.includes(status))
      await end(context, plan_id, 'published', { by: 'this plan', changes: differences(plan, study) })
    else if (DRAFT.includes(status))
      await end(context, plan_id, 'failed', {
        reason: `The study is still ${status}: it was not published, and may be by another plan`,
      })
    else return await again()
    const { study_id } = plan
    await jobs.send('publishing.publish', study_id, { study_id })
    return true
  } catch (error) {
    signal?.throwIfAborted()
    // Only drafts can be removed.
    if (!(error instanceof ProlificNotFoundError)) return await again()
    await end(context, plan_id, 'failed', {
      reason: 'The study is gone: it was removed before it was published',
    })
    return true
  }
}
