/** Looks at the studies of a recruitment, and makes numbers of what is seen. */
import { Money, type Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Watching, WatchState } from '../watching/index.ts'
import { look } from '../watching/look.ts'
import { otherCost, placeCost } from './costs.ts'
import type { Goals } from './goals.ts'
import { type CellObservation, type Observation, type Tally, tally } from './observation.ts'
import { ownPause, settled } from './settle.ts'
import type { ActionRow, CellRow, Stored } from './stored.ts'
import { type ValidFunction, validOnes } from './valid.ts'

export interface Eyes {
  watching: Watching
  functions: ReadonlyMap<string, ValidFunction>
}

/** Reads every study of a recruitment. What was asked for and has happened is noted as done. */
export async function observe(
  context: Context,
  { watching, functions }: Eyes,
  { goals, cells, open, currency }: Stored,
  { whole, signal }: { whole: boolean; signal?: AbortSignal },
): Promise<Observation> {
  const seen: CellObservation[] = []
  for (const { study_id } of goals.cells) {
    const cell = cells.find((one) => one.study_id === study_id)
    if (!cell) continue
    const kept = await look(context, study_id, { whole, ...(signal && { signal }) })
    const state = kept ? await watching.state(study_id) : await watching.watch(study_id)
    const counted = await count(state, goals, functions)
    const left = await settled(
      context,
      open.filter((action) => action.study_id === study_id),
      state.study,
    )
    const noted = await note(context, cell, state.study, counted, left, goals, currency)
    seen.push(cellSeen(state.study, counted, noted, left, currency))
  }
  return { at: context.timing.now(), cells: seen }
}

/** What is known without looking. */
export async function remembered(
  context: Context,
  { watching, functions }: Eyes,
  { goals, cells, open, currency }: Stored,
): Promise<Observation> {
  const seen: CellObservation[] = []
  for (const { study_id } of goals.cells) {
    const cell = cells.find((one) => one.study_id === study_id)
    if (!cell) continue
    const state = await watching.state(study_id)
    const left = open.filter((action) => action.study_id === study_id)
    seen.push(cellSeen(state.study, await count(state, goals, functions), cell, left, currency))
  }
  return { at: context.timing.now(), cells: seen }
}

export async function count(
  { study, submissions }: WatchState,
  { valid }: Goals,
  functions: Eyes['functions'],
): Promise<Tally> {
  return tally(submissions, await validOnes(valid, study, submissions, functions))
}

export function cellSeen(
  study: Study,
  counted: Tally,
  cell: Pick<CellRow, 'is_our_pause' | 'was_stopped' | 'place_cost' | 'other_cost'>,
  open: readonly ActionRow[],
  currency: Stored['currency'],
): CellObservation {
  const { completed: _, freed: __, ...numbers } = counted
  const asked = open.flatMap(({ kind, places }) => (kind === 'raise' && places !== null ? [places] : []))
  return {
    ...numbers,
    study_id: study.id,
    status: study.status,
    places: study.total_available_places,
    ...(asked.length > 0 && { placesAsked: Math.max(...asked) }),
    ...(open.some(({ kind }) => kind === 'start') && { startAsked: true }),
    isOurPause: cell.is_our_pause && study.status === 'PAUSED',
    wasStopped: cell.was_stopped,
    placeCost: Money.fromHundredths(cell.place_cost, currency),
    otherCost: Money.fromHundredths(cell.other_cost, currency),
  }
}

/** Keeps what the next look needs to tell who did what. */
async function note(
  context: Context,
  cell: CellRow,
  study: Study,
  counted: Tally,
  open: readonly ActionRow[],
  { countBonuses = false }: Goals,
  currency: Stored['currency'],
): Promise<CellRow> {
  const perPlace =
    study.reward === cell.reward && cell.place_cost > 0
      ? Money.fromHundredths(cell.place_cost, currency)
      : await placeCost(context, study, currency)
  const other = await otherCost(context, study, perPlace, countBonuses)
  const next: CellRow = {
    ...cell,
    is_our_pause: await ownPause(context, cell, study, open),
    was_stopped: isStopped(cell, study, counted),
    last_status: study.status,
    freed: counted.freed,
    reward: study.reward,
    place_cost: perPlace.toHundredths(),
    other_cost: other.toHundredths(),
  }
  await context.db
    .updateTable('recruitment_cells')
    .set(next)
    .where('study_id', '=', cell.study_id)
    .where('recruitment_id', '=', cell.recruitment_id)
    .execute()
  return next
}

const OVER = ['AWAITING REVIEW', 'COMPLETED']

/**
 * Whether somebody stopped the study. It then stands as one does that is full, but with free places: either they came
 * free after it had been full, by refusals, or it never was full.
 */
export function isStopped(
  cell: Pick<CellRow, 'last_status' | 'was_stopped' | 'freed'>,
  study: Pick<Study, 'status' | 'total_available_places'>,
  counted: Pick<Tally, 'atWork' | 'done' | 'completed'>,
): boolean {
  if (!OVER.includes(study.status)) return false
  if (OVER.includes(cell.last_status ?? '')) return cell.was_stopped
  // Who is still at work holds a place, so that it was not full.
  if (counted.atWork > 0) return true
  const places = study.total_available_places
  if (counted.done >= places) return false
  // As many had been handed in as there are places, since those whose place was free already at the last look.
  return counted.completed - cell.freed < places
}
