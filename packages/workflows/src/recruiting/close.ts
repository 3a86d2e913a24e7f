/** Lets nobody in any more: works without knowing anything but each study's status, so that nothing stands in its way. */
import type { Context } from '../context.ts'
import { intend, perform } from './act.ts'
import { settled } from './settle.ts'
import { stored } from './stored.ts'
import type { RecruitingTables } from './tables.ts'

/** Says that a recruitment ends. Whoever says it first tells why. */
export async function beginClosing(
  { db, jobs, timing }: Context,
  id: string,
  outcome: NonNullable<RecruitingTables['recruitments']['outcome']>,
  why: string,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('recruitments')
      .set(({ eb }) => ({
        state: 'closing',
        outcome,
        why,
        round: eb('round', '+', 1),
        next_step_at: timing.now(),
      }))
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (Number(numUpdatedRows) !== 1) return false
    await jobs.send('recruiting.step', id, { recruitment_id: id }, { in: trx })
    return true
  })
}

/** Pauses whatever recruits. It is closed once nothing recruits and nothing that would is on its way. */
export async function close(context: Context, id: string, signal?: AbortSignal): Promise<void> {
  const { client, db, timing } = context
  const { row, cells, open } = await stored(context, id)
  if (row.state !== 'closing') return
  const problems: unknown[] = []
  const pauses: string[] = []
  let isStill = true
  for (const { study_id } of cells) {
    try {
      const study = await client.studies.retrieve({ id: study_id }, signal ? { signal } : {})
      const mine = open.filter((action) => action.study_id === study_id)
      const left = await settled(context, mine, study)
      if (study.status === 'ACTIVE') pauses.push(study_id)
      if (study.status === 'PUBLISHING' || left.some(({ kind }) => kind !== 'pause')) isStill = false
    } catch (error) {
      problems.push(error)
      // Not to know is no reason to let people in.
      pauses.push(study_id)
    }
  }
  const next_step_at = new Date(timing.now().getTime() + timing.look)
  for (const study_id of pauses) {
    const current = await stored(context, id)
    if (current.row.state !== 'closing') return
    const actions = await intend(context, current.row, [{ kind: 'pause', study_id, why: row.why }], {
      next_step_at,
    })
    // Somebody else is closing it: whether they come to an end is for the next step to see.
    if (!actions) return
    try {
      await perform(context, actions)
    } catch (error) {
      problems.push(error)
    }
  }
  if (problems.length) throw problems[0]
  if (!isStill) {
    await db.updateTable('recruitments').set({ next_step_at }).where('id', '=', id).execute()
    return
  }
  await db
    .updateTable('recruitments')
    .set({ state: 'closed', closed_at: timing.now(), problem: null })
    .where('id', '=', id)
    .where('state', '=', 'closing')
    .execute()
}
