/** Reads back whether what was asked for has happened. */
import type { Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { ActionRow, CellRow } from './stored.ts'

/** Milliseconds after which nothing can be on its way any more: more than a request may take with its answer. */
const ON_THE_WAY = 150_000

/** Whether the study stands as the action wanted it. */
export function hasHappened(
  { kind, places }: Pick<ActionRow, 'kind' | 'places'>,
  { status, total_available_places }: Pick<Study, 'status' | 'total_available_places'>,
): boolean {
  if (kind === 'raise') return total_available_places >= (places ?? 0)
  if (kind === 'pause') return status !== 'ACTIVE' && status !== 'PUBLISHING'
  return status === 'ACTIVE'
}

/** Notes what has happened, and what never will; gives what may still happen. */
export async function settled(
  context: Context,
  open: readonly ActionRow[],
  study: Study,
): Promise<ActionRow[]> {
  const left: ActionRow[] = []
  for (const action of open) {
    const age = context.timing.now().getTime() - action.at.getTime()
    if (hasHappened(action, study)) await settle(context, action, 'done')
    else if (age > ON_THE_WAY) await settle(context, action, 'lost', 'it has not happened')
    else left.push(action)
  }
  return left
}

/** Ends an action, unless somebody else has. */
export async function settle(
  { db, timing }: Context,
  { id, kind, study_id, recruitment_id }: ActionRow,
  state: 'done' | 'failed' | 'lost',
  problem: string | null = null,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('recruitment_actions')
      .set({ state, problem, settled_at: timing.now() })
      .where('id', '=', id)
      .where('state', '=', 'intended')
      .executeTakeFirst()
    if (Number(numUpdatedRows) !== 1 || state !== 'done' || kind === 'raise') return
    await trx
      .updateTable('recruitment_cells')
      .set({ is_our_pause: kind === 'pause' })
      .where('study_id', '=', study_id)
      .where('recruitment_id', '=', recruitment_id)
      .execute()
  })
}

/** Whether a pause is ours, as the database has it after the actions were read back. */
export async function ownPause(
  { db }: Context,
  cell: CellRow,
  { status }: Study,
  open: readonly ActionRow[],
): Promise<boolean> {
  const row = await db
    .selectFrom('recruitment_cells')
    .select('is_our_pause')
    .where('study_id', '=', cell.study_id)
    .executeTakeFirstOrThrow()
  // Whoever started it again has taken the pause over, unless ours is only on its way.
  return row.is_our_pause && (status === 'PAUSED' || open.length > 0)
}
