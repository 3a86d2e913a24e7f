/** Places of a study that are raised once, whatever crashes and however often it is asked for. */
import { randomUUID } from 'node:crypto'
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError, UncertainError, WorkflowError } from '../errors.ts'
import { drive } from '../jobs/drive.ts'
import { lookAtUncertain } from './raise.ts'
import type { PeopleTables } from './tables.ts'

interface Common {
  /** Id of the study. */
  study: string
  /** The most that the new places may cost, with fees and VAT; beyond it nothing is done. */
  maxCost?: Money
  /** Of a Taskflow study, the address that gets the new places. Else they are spread evenly. */
  address?: string
}

export interface PlacesWish extends Common {
  /** Places that there shall be in all. */
  total: number
}

export interface Replacement extends Common {
  /** Ids of submissions that shall get one more place each. */
  submissions: readonly string[]
  /** Why, for the records. */
  reason?: string
}

/** What was done to a study's places. */
export interface PlacesChange {
  study_id: string
  /** Places before and after. */
  from: number
  to: number
  /** What the new places cost with fees and VAT; nothing, where none came or Prolific does not tell. */
  cost?: Money
}

/** What was done, and for which submissions. */
export interface PlacesReplaced extends Partial<PlacesChange> {
  study_id: string
  /** Submissions that got another place by this call. */
  replaced: string[]
  /** Submissions that had got one before. */
  replaced_before: string[]
}

interface Waiting {
  signal?: AbortSignal
}

type Change = PeopleTables['place_changes']

export async function ensurePlaces(
  context: Context,
  { total, ...wish }: PlacesWish,
  { signal }: Waiting = {},
): Promise<PlacesChange> {
  if (!Number.isSafeInteger(total) || total < 1)
    throw new RefusedPlanError(`A study has a whole number of places above 0, not ${total}.`)
  await lookAtUncertain(context, wish.study)
  const id = randomUUID()
  await transact(context.db, async (trx) => {
    await trx
      .insertInto('place_changes')
      .values(newChange(context, id, wish, { total }))
      .execute()
    await context.jobs.send('places.raise', wish.study, { study_id: wish.study }, { in: trx })
  })
  return reportOf(await settled(context, id, signal))
}

export async function replacePlaces(
  context: Context,
  { submissions, reason, ...wish }: Replacement,
  { signal }: Waiting = {},
): Promise<PlacesReplaced> {
  const { db, jobs } = context
  const study_id = wish.study
  await lookAtUncertain(context, study_id)
  const wanted = [...new Set(submissions)]
  const known = await replacedAmong(context, wanted)
  await mustBeReplaceable(
    context,
    study_id,
    wanted.filter((one) => !known.has(one)),
    signal,
  )
  const id = randomUUID()
  const replaced = await transact(db, async (trx) => {
    if (wanted.length === 0) return []
    const values = newChange(context, id, wish, { more: 0, why: reason ?? null })
    await trx.insertInto('place_changes').values(values).execute()
    // Of several who ask for the same submission, one gets it.
    const rows = await trx
      .insertInto('replaced_submissions')
      .values(wanted.map((submission_id) => ({ submission_id, study_id, change_id: id })))
      .onConflict((on) => on.column('submission_id').doNothing())
      .returning('submission_id')
      .execute()
    if (rows.length === 0) {
      await trx.deleteFrom('place_changes').where('id', '=', id).execute()
      return []
    }
    await trx.updateTable('place_changes').set({ more: rows.length }).where('id', '=', id).execute()
    await jobs.send('places.raise', study_id, { study_id }, { in: trx })
    return rows.map(({ submission_id }) => submission_id)
  })
  // Those of another call that is under way count when that one has ended well.
  const others = new Set((await replacedAmong(context, wanted)).values())
  others.delete(id)
  // A call that has ended in the middle may have left no job.
  if (others.size) await jobs.send('places.raise', study_id, { study_id })
  for (const other of others) await settled(context, other, signal)
  const replaced_before = wanted.filter((one) => !replaced.includes(one))
  if (replaced.length === 0) return { study_id, replaced, replaced_before }
  return { ...reportOf(await settled(context, id, signal)), replaced, replaced_before }
}

/** Submissions that have got a place or are about to, with the change that brings it. */
async function replacedAmong({ db }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('replaced_submissions')
    .select(['submission_id', 'change_id'])
    .where('submission_id', 'in', ids)
    .execute()
  return new Map(rows.map(({ submission_id, change_id }) => [submission_id, change_id]))
}

/** Somebody who is still at work holds a place. */
async function mustBeReplaceable(
  { client }: Context,
  study: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const read = await Promise.all(ids.map((id) => client.submissions.retrieve({ id }, { signal })))
  const wrong = read.flatMap(({ id, study_id, status }) => {
    if (study_id !== study) return `${id} is a submission of study ${study_id}.`
    return status === 'RESERVED' || status === 'ACTIVE' ? `${id} is ${status}: it holds its place still.` : []
  })
  if (wrong.length) throw new RefusedPlanError(`No place of study ${study} was added.`, wrong)
}

function newChange(
  { timing }: Context,
  id: string,
  { study, maxCost, address }: Common,
  what: Partial<Pick<Change, 'total' | 'more' | 'why'>>,
): Change {
  return {
    id,
    study_id: study,
    total: null,
    more: null,
    why: null,
    ...what,
    address: address ?? null,
    max_cost: maxCost?.toHundredths() ?? null,
    max_cost_currency: maxCost?.currency ?? null,
    state: 'waiting',
    from_total: null,
    to_total: null,
    cost: null,
    currency: null,
    problem: null,
    created_at: timing.now(),
    attempted_at: null,
    settled_at: null,
  }
}

async function settled(context: Context, id: string, signal: AbortSignal | undefined): Promise<Change> {
  const change = await drive(
    context,
    ['places.raise'],
    async () => {
      const now = await context.db
        .selectFrom('place_changes')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return now.state === 'waiting' || now.state === 'attempted' ? undefined : now
    },
    signal,
  )
  const { state, study_id, problem, attempted_at } = change
  if (state === 'done') return change
  if (state === 'uncertain')
    throw new UncertainError(
      `It is not known whether study ${study_id} has got its places. ${problem}. A worker, or the next call, looks again; nothing is added before that.`,
    )
  const message = `Study ${study_id} got no more places: ${problem}.`
  throw attempted_at === null ? new RefusedPlanError(message) : new WorkflowError(message)
}

function reportOf({ study_id, from_total, to_total, cost, currency }: Change): PlacesChange {
  return {
    study_id,
    from: from_total!,
    to: to_total!,
    ...(cost !== null && { cost: Money.fromHundredths(cost, currency!) }),
  }
}
