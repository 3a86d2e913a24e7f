/** Raising the places of one study: one change after another, each attempted once. */

import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { UncertainError } from '../errors.ts'
import { note } from '../journal.ts'
import { outcomeOf, reasonOf, watchForHolds } from '../outcome.ts'
import { statesBefore } from '../transitions.ts'
import { costOfMore, tooDear } from './cost-of-places.ts'
import { PLACE_TRANSITIONS, type PlaceState } from './place-states.ts'
import { allocations } from './spread.ts'
import type { PeopleTables } from './tables.ts'

type Change = PeopleTables['place_changes']

/**
 * Raises places as it is due. It is the only one to do so for a study, since it is the study's job; so whatever is
 * attempted without an answer was left by a process that has ended.
 */
export async function raiseDue(context: Context, study_id: string, signal: AbortSignal): Promise<void> {
  const { db, jobs, timing } = context
  const ofStudy = () => db.selectFrom('place_changes').selectAll().where('study_id', '=', study_id)
  for (const change of await ofStudy().where('state', 'in', ['attempted', 'uncertain']).execute())
    if (!(await readBack(context, change, 'It ended before the answer came'))) {
      await jobs.send('places.raise', study_id, { study_id }, { after: timing.look })
      return
    }
  for (const change of await ofStudy().where('state', '=', 'waiting').orderBy('created_at').execute()) {
    signal.throwIfAborted()
    if (await raise(context, change, signal)) continue
    await jobs.send('places.raise', study_id, { study_id }, { after: timing.look })
    return
  }
}

/** Looks at what is uncertain of a study before anything else is asked for. Throws while it stays so. */
export async function lookAtUncertain(context: Context, study_id: string): Promise<void> {
  const uncertain = await context.db
    .selectFrom('place_changes')
    .selectAll()
    .where('study_id', '=', study_id)
    .where('state', '=', 'uncertain')
    .execute()
  for (const change of uncertain)
    if (!(await readBack(context, change, 'Its answer was lost')))
      throw new UncertainError(
        `It is not known whether study ${study_id} has got places that were asked for before. ${change.problem}. Nothing is added before that is known.`,
      )
}

/** Tells whether it is known how it ended. */
async function raise(context: Context, change: Change, signal: AbortSignal): Promise<boolean> {
  const { client, db, timing } = context
  const { id, study_id } = change
  let sent = false
  try {
    const study = await client.studies.retrieve({ id: study_id }, { signal })
    const from = study.total_available_places
    const to = change.more === null ? Math.max(from, change.total!) : from + change.more
    if (to === from) return await settle(context, change, 'done', { from_total: from, to_total: to })
    if (study.data_collection_method === 'AI_TASK_BUILDER_BATCH')
      return await settle(context, change, 'failed', {
        problem: 'its places follow from its tasks: raise annotators_per_task instead',
      })
    const cost = await costOfMore(context, study, to - from, signal)
    const dear = tooDear(change, cost)
    if (dear) return await settle(context, change, 'failed', { problem: dear })
    const access_details = await allocations(client, study, to - from, change.address, signal)
    const watch = watchForHolds()
    const intent = {
      from_total: from,
      to_total: to,
      attempted_at: timing.now(),
      ...(cost && { cost: cost.toHundredths(), currency: cost.currency }),
    }
    if (!(await transact(db, (trx) => move(trx, id, 'attempted', intent)))) return true
    if (watch.isHeldUp())
      return await settle(context, change, 'failed', {
        problem: 'this process was held up: nothing was sent',
      })
    sent = true
    // No signal: whoever stops must learn what became of it.
    const input = { id: study_id, total_available_places: to, ...(access_details && { access_details }) }
    await client.studies.update(input)
    return await settle(context, change, 'done')
  } catch (error) {
    const message = reasonOf(error)
    const isLost = sent && outcomeOf(error) === 'lost'
    if (isLost) return await readBack(context, { ...change, ...(await toOf(context, id)) }, message)
    if (signal.aborted) throw error
    if (sent && (await isThere(context, change))) return await settle(context, change, 'done')
    return await settle(context, change, 'failed', { problem: message })
  }
}

/** Somebody else may have raised the places to what is wanted in the meantime. */
async function isThere({ client }: Context, { study_id: id, total }: Change): Promise<boolean> {
  if (total === null) return false
  const study = await client.studies.retrieve({ id }).catch(() => undefined)
  return study !== undefined && study.total_available_places >= total
}

const toOf = ({ db }: Context, id: string) =>
  db
    .selectFrom('place_changes')
    .select(['from_total', 'to_total'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** Reads what became of an attempt without an answer. What still looks untouched is looked at twice. */
async function readBack(context: Context, change: Change, why: string): Promise<boolean> {
  const { client, db, timing } = context
  const { id, study_id, from_total, to_total } = change
  try {
    for (let looks = 0; ; looks++) {
      const { total_available_places: now } = await client.studies.retrieve({ id: study_id })
      if (now >= to_total!) return await settle(context, change, 'done')
      if (looks === 1)
        return await settle(context, change, 'failed', {
          problem: `${why}. The study has ${now} places as before (${from_total}): it was not done, and may be asked for again`,
        })
      await timing.sleep(timing.look)
    }
  } catch (error) {
    const problem = `${why}. It could not be read back: ${reasonOf(error)}`
    await transact(db, (trx) => move(trx, id, 'uncertain', { problem }))
    return false
  }
}

/** It is known how it ends. Submissions that got no place after all may get one by another call. */
async function settle(
  { db, timing }: Context,
  { id, study_id }: Change,
  state: Extract<PlaceState, 'done' | 'failed'>,
  changes: Updateable<Change> = {},
): Promise<true> {
  const at = timing.now()
  await transact(db, async (trx) => {
    if (!(await move(trx, id, state, { problem: null, ...changes, settled_at: at }))) return
    if (state === 'failed') await trx.deleteFrom('replaced_submissions').where('change_id', '=', id).execute()
    await note(trx, {
      at,
      area: 'places',
      subject: study_id,
      what: state,
      detail: { change: id, ...changes },
    })
  })
  return true
}

async function move(
  trx: Transaction,
  id: string,
  state: PlaceState,
  changes: Updateable<Change>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('place_changes')
    .set({ ...changes, state })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(PLACE_TRANSITIONS, state))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
