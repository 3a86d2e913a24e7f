/** One round of recruiting: look, decide, act. */
import type { Context } from '../context.ts'
import { look } from '../watching/look.ts'
import { intend, perform } from './act.ts'
import { beginClosing, close } from './close.ts'
import { decide } from './decide.ts'
import { closesAt, nextStep } from './goals.ts'
import { type Eyes, observe } from './observe.ts'
import { type Stored, stored } from './stored.ts'

/** Does one round. Whatever was under way when a process died is read back first. */
export async function step(context: Context, eyes: Eyes, id: string, signal?: AbortSignal): Promise<void> {
  const recruitment = await stored(context, id)
  if (recruitment.row.state === 'closed') return await lookAgain(context, eyes, id, signal)
  if (recruitment.row.state === 'closing') return await close(context, id, signal)
  // The deadline is kept first: nothing that cannot be read may delay it.
  if (context.timing.now().getTime() >= closesAt(recruitment.goals)) {
    await beginClosing(context, id, 'deadline', 'The deadline has come.')
    await close(context, id, signal)
    return await lookAgain(context, eyes, id, signal)
  }
  try {
    await round(context, eyes, recruitment, signal)
  } catch (error) {
    await context.db
      .updateTable('recruitments')
      .set({ problem: error instanceof Error ? error.message : String(error) })
      .where('id', '=', id)
      .execute()
    throw error
  }
}

async function round(context: Context, eyes: Eyes, recruitment: Stored, signal?: AbortSignal): Promise<void> {
  const { row, goals } = recruitment
  const looking = { whole: false, ...(signal && { signal }) }
  let decision = decide(await observe(context, eyes, recruitment, looking), goals)
  // Counts may hide two changes that cancel out: who lets people in looks at each submission before.
  if (decision.actions.some(({ kind }) => kind !== 'pause') || decision.outcome) {
    const open = (await stored(context, row.id)).open
    const seen = await observe(context, eyes, { ...recruitment, open }, { ...looking, whole: true })
    decision = decide(seen, goals)
  }
  if (decision.outcome) {
    await beginClosing(context, row.id, decision.outcome, decision.why)
    await close(context, row.id, signal)
    return await lookAgain(context, eyes, row.id, signal)
  }
  const now = context.timing.now().getTime()
  const actions = await intend(context, row, decision.actions, {
    why: decision.why,
    problem: null,
    next_step_at: nextStep(now, goals),
  })
  if (!actions) return
  const problems = await perform(context, actions)
  if (problems.length)
    await context.db
      .updateTable('recruitments')
      .set({ problem: problems.join(' ') })
      .where('id', '=', row.id)
      .execute()
  // What was done shows in the status then, and need not wait for the next step.
  for (const study_id of new Set(actions.map((action) => action.study_id)))
    await look(context, study_id, signal ? { signal } : {}).catch(() => undefined)
  const after = await stored(context, row.id)
  // Whoever ended it meanwhile may not have seen what was started just now.
  if (after.row.state !== 'running') await close(context, row.id, signal)
}

/** Sees what has become of those who were at work when it ended. */
async function lookAgain(context: Context, eyes: Eyes, id: string, signal?: AbortSignal): Promise<void> {
  await observe(context, eyes, await stored(context, id), { whole: true, ...(signal && { signal }) })
}
