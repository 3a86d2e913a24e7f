/** The last check, and the one attempt to publish. */
import type { Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { outcomeOf, reasonOf, watchForHolds } from '../outcome.ts'
import { changesBetween, contentOf, type StudyContent } from './content.ts'
import { doubt, end, move } from './move.ts'
import { readPlan } from './plan.ts'
import { DRAFT, LIVE } from './states.ts'
import { optionsOf } from './store.ts'
import type { PublishingTables } from './tables.ts'

type Plan = PublishingTables['publish_plans']

/** Milliseconds for which a plan is good: what was agreed to longer ago is looked at again. */
export const VALID_FOR = 15 * 60_000

/**
 * Publishes a committed plan, if the study is what it was when it was planned. That it is attempted is written down
 * first; whoever finds that without an answer reads the study, and never publishes it again.
 */
export async function attempt(context: Context, plan: Plan, signal?: AbortSignal): Promise<void> {
  const { client, db, timing } = context
  const { id, study_id } = plan
  if (!(await isAsPlanned(context, plan, signal))) return
  const watch = watchForHolds()
  if (!(await transact(db, (trx) => move(trx, id, 'attempted', { attempted_at: timing.now() })))) return
  if (watch.isHeldUp())
    return await end(context, id, 'failed', {
      reason: 'This process was held up before it could publish: nothing was sent',
    })
  try {
    // No signal: whoever stops must learn what became of it.
    const study = await client.studies.publish({ id: study_id })
    await end(context, id, 'published', { by: 'this plan', changes: differences(plan, study) })
  } catch (error) {
    const message = reasonOf(error)
    if (outcomeOf(error) === 'lost') return await readBack(context, plan, `Its answer was lost: ${message}`)
    const study = await client.studies.retrieve({ id: study_id }).catch(() => undefined)
    if (study && LIVE.includes(study.status))
      return await end(context, id, 'published', { by: 'somebody else', changes: differences(plan, study) })
    await end(context, id, 'failed', { reason: message })
  }
}

/** Checks everything again. What is not as it was planned ends the plan, and says why. */
async function isAsPlanned(context: Context, kept: Plan, signal?: AbortSignal): Promise<boolean> {
  const { client, timing } = context
  const refuse = async (reason: string, changes: readonly string[] = []) => {
    await end(context, kept.id, 'failed', { reason, changes })
    return false
  }
  try {
    const { plan, content } = await readPlan(client, kept.study_id, { ...optionsOf(kept.options), signal })
    const changes = changesBetween(kept.content as StudyContent, content)
    if (LIVE.includes(plan.study.status)) {
      await end(context, kept.id, 'published', { by: 'somebody else', changes })
      return false
    }
    if (timing.now().getTime() - kept.created_at.getTime() > VALID_FOR)
      return await refuse(`The plan was made at ${kept.created_at.toISOString()}: plan again`)
    if (changes.length) return await refuse('The study was changed since it was planned', changes)
    if (plan.hash !== kept.hash)
      return await refuse('What it costs has changed since it was planned', [
        `it costs ${plan.cost.total} now`,
      ])
    if (plan.problems.length) return await refuse('It cannot be published', plan.problems)
    return true
  } catch (error) {
    return await refuse(`The study could not be read: ${reasonOf(error)}`)
  }
}

/** Reads what became of an attempt without an answer. What still looks like a draft is looked at twice. */
export async function readBack(context: Context, plan: Plan, why: string): Promise<void> {
  const { client, timing } = context
  try {
    for (let looks = 0; ; looks++) {
      const study = await client.studies.retrieve({ id: plan.study_id })
      if (LIVE.includes(study.status))
        return await end(context, plan.id, 'published', {
          by: 'this plan',
          reason: why,
          changes: differences(plan, study),
        })
      if (!DRAFT.includes(study.status)) break
      if (looks === 1)
        return await end(context, plan.id, 'failed', {
          reason: `${why}. The study is still ${study.status}: it was not published, and may be by another plan`,
        })
      await timing.sleep(timing.look)
    }
  } catch (error) {
    return await doubt(context, plan.id, `${why}. It could not be read back: ${reasonOf(error)}`)
  }
  await doubt(context, plan.id, why)
}

export const differences = ({ content }: Plan, study: Study): string[] =>
  changesBetween(content as StudyContent, contentOf(study))
