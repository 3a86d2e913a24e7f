/** Does what was decided: written down first, asked for once, read back where the answer is lost. */
import { randomUUID } from 'node:crypto'
import {
  ProlificAmbiguousResultError,
  ProlificConnectionError,
  ProlificServerError,
  ProlificTimeoutError,
} from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Action } from './actions.ts'
import { hasHappened, settle } from './settle.ts'
import type { ActionRow, RecruitmentRow } from './stored.ts'

const PAUSE_TRIES = 6
const ORDER = { pause: 0, raise: 1, start: 2 } as const

/**
 * Writes the actions of a decision. Undefined if somebody else has decided meanwhile, or ended the recruitment: what
 * was decided here rests on what is no longer so.
 */
export async function intend(
  { db, timing }: Context,
  row: RecruitmentRow,
  actions: readonly Action[],
  changes: Partial<Pick<RecruitmentRow, 'state' | 'outcome' | 'why' | 'problem' | 'next_step_at'>>,
): Promise<ActionRow[] | undefined> {
  const round = row.round + 1
  return await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('recruitments')
      .set({ ...changes, round })
      .where('id', '=', row.id)
      .where('round', '=', row.round)
      .where('state', '=', row.state)
      .executeTakeFirst()
    if (Number(numUpdatedRows) !== 1) return undefined
    const rows = actions.map(
      (action): ActionRow => ({
        id: randomUUID(),
        recruitment_id: row.id,
        round,
        study_id: action.study_id,
        kind: action.kind,
        places: action.kind === 'raise' ? action.places : null,
        state: 'intended',
        why: action.why,
        at: timing.now(),
        settled_at: null,
        problem: null,
      }),
    )
    if (rows.length) await trx.insertInto('recruitment_actions').values(rows).execute()
    return rows.sort((a, b) => ORDER[a.kind] - ORDER[b.kind])
  })
}

/** Carries out what was written. What was refused is noted; only a pause that cannot be had is an error. */
export async function perform(context: Context, actions: readonly ActionRow[]): Promise<string[]> {
  const problems: string[] = []
  for (const action of actions) {
    if (action.kind === 'pause') await pause(context, action)
    else {
      const problem = await open(context, action)
      if (problem) problems.push(problem)
    }
  }
  return problems
}

/** Pauses a study, and asks again until it is seen to be paused: nothing is lost by pausing twice. */
async function pause(context: Context, action: ActionRow): Promise<void> {
  const { client, timing } = context
  const id = action.study_id
  let wasRefused = false
  for (let tries = 1; ; tries++) {
    try {
      await client.studies.pause({ id })
      return await settle(context, action, 'done')
    } catch (error) {
      const isLost = mayBeLost(error)
      const study = await client.studies.retrieve({ id }).catch(() => undefined)
      wasRefused ||= !isLost
      if (study && hasHappened(action, study)) {
        // Refused and yet paused: somebody else was faster, and the pause is theirs.
        return await settle(context, action, wasRefused ? 'failed' : 'done', textOf(error))
      }
      if (tries >= PAUSE_TRIES) throw error
      await timing.sleep(Math.min(timing.look, 1000 * tries))
    }
  }
}

/** Gives places, or starts. After a lost answer it is read back, and never sent again by this decision. */
async function open(context: Context, action: ActionRow): Promise<string | undefined> {
  const { client, db } = context
  const { study_id: id, kind, places, recruitment_id, round } = action
  const now = await db
    .selectFrom('recruitments')
    .select(['state', 'round'])
    .where('id', '=', recruitment_id)
    .executeTakeFirstOrThrow()
  if (now.state !== 'running' || now.round !== round) {
    await settle(context, action, 'failed', 'somebody else has decided meanwhile')
    return undefined
  }
  try {
    if (kind === 'raise') await client.studies.update({ id, total_available_places: places! })
    else await client.studies.start({ id })
    await settle(context, action, 'done')
    return undefined
  } catch (error) {
    const study = await client.studies.retrieve({ id }).catch(() => undefined)
    if (study && hasHappened(action, study)) await settle(context, action, 'done')
    else if (!mayBeLost(error)) await settle(context, action, 'failed', textOf(error))
    // What may still be on its way stays intended: it counts as given until it cannot come any more.
    else return undefined
    return study && hasHappened(action, study) ? undefined : textOf(error)
  }
}

const mayBeLost = (error: unknown): boolean =>
  error instanceof ProlificAmbiguousResultError ||
  error instanceof ProlificConnectionError ||
  error instanceof ProlificTimeoutError ||
  error instanceof ProlificServerError

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
