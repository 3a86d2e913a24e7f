/** Goes on with a recruitment that was ended, or whose studies somebody else holds. */
import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'
import { type Goals, goalProblems } from './goals.ts'
import { goalsToStore, stored } from './stored.ts'

/** Takes every pause over as its own. What it may then open is for the next step to decide. */
export async function resume(context: Context, id: string, deadline?: Date): Promise<void> {
  const { db, jobs, timing } = context
  const { row, goals, currency, cells } = await stored(context, id)
  if (cells.length < goals.cells.length)
    throw new RefusedPlanError(
      'Another recruitment has studies of this one by now. Nothing was done: start a new one.',
    )
  const next: Goals = { ...goals, ...(deadline && { deadline }) }
  const now = timing.now()
  const problems = goalProblems(next, now.getTime())
  if (problems.length) throw new RefusedPlanError('Recruiting cannot go on, and nothing was done:', problems)
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('recruitments')
      .set({
        state: 'running',
        outcome: null,
        why: 'It goes on.',
        goals: goalsToStore(next, currency),
        round: row.round + 1,
        next_step_at: now,
        closed_at: null,
      })
      .where('id', '=', id)
      .where('round', '=', row.round)
      .where('state', '=', row.state)
      .executeTakeFirst()
    if (Number(numUpdatedRows) !== 1)
      throw new RefusedPlanError('Somebody else has just decided on this recruitment: look, and ask again.')
    await trx
      .updateTable('recruitment_cells')
      .set({ is_our_pause: true, was_stopped: false, last_status: 'COMPLETED' })
      .where('recruitment_id', '=', id)
      .execute()
    await jobs.send('recruiting.step', id, { recruitment_id: id }, { in: trx })
  })
}
