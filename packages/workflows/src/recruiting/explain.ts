/** How recruiting stands, and what holds it back, in sentences. */
import { Money } from 'prolific-kit'
import type { Action } from './actions.ts'
import type { Goals } from './goals.ts'
import { type CellObservation, freeOf, isOpen, mayCost, type Observation, reach } from './observation.ts'

/** The numbers first, then each obstacle in a sentence of its own. */
export function explain({ cells }: Observation, goals: Goals, actions: readonly Action[] = []): string {
  const sentences = [standing(cells, goals)]
  for (const cell of cells) sentences.push(...obstacles(cell, goals))
  const missing = cells.reduce((sum, cell) => sum + lacking(cell, goals), 0)
  const added = actions.filter(({ kind }) => kind !== 'pause').length > 0
  const open = cells.filter(isOpen).reduce((sum, cell) => sum + freeOf(cell), 0)
  if (missing > 0 && !added) sentences.push(...limits(cells, goals, missing))
  if (open > 0 && !added) sentences.push(waiting(cells, open))
  if (cells.every((cell) => cell.valid >= target(cell, goals))) sentences.push(...unreviewed(cells))
  return sentences.join(' ')
}

/** Why the target was not met when recruiting ended. */
export function shortfall({ cells }: Observation, goals: Goals): string {
  const short = cells.filter((cell) => cell.valid < target(cell, goals))
  if (short.length === 0) return 'The target is met.'
  const sentences = short.map((cell) => {
    const { valid, atWork } = cell
    const busy = atWork > 0 ? `, and ${atWork} are still at work` : ''
    return `${named(cell, goals)}: ${valid} of ${target(cell, goals)} are valid${busy}.`
  })
  const free = short.reduce((sum, cell) => sum + freeOf(cell), 0)
  if (free > 0)
    sentences.push(
      `${free} places were free and nobody took them: too few people who are eligible came in time.`,
    )
  for (const cell of short) sentences.push(...obstacles(cell, goals))
  const missing = short.reduce((sum, cell) => sum + lacking(cell, goals), 0)
  if (missing > 0) sentences.push(...limits(cells, goals, missing))
  return sentences.join(' ')
}

const target = ({ study_id }: CellObservation, { cells }: Goals): number =>
  cells.find((cell) => cell.study_id === study_id)?.target ?? 0

const named = ({ study_id }: CellObservation, { cells }: Goals): string =>
  cells.find((cell) => cell.study_id === study_id)?.name ?? `study ${study_id}`

/** Valid submissions for which there is no place yet. */
const lacking = (cell: CellObservation, goals: Goals): number =>
  Math.max(0, target(cell, goals) - cell.valid - reach(cell))

function standing(cells: readonly CellObservation[], goals: Goals): string {
  const each = cells.map((cell) => {
    const of = `${cell.valid} of ${target(cell, goals)} valid`
    const free = isOpen(cell) ? freeOf(cell) : 0
    return `${named(cell, goals)}: ${of}, ${cell.atWork} at work, ${free === 1 ? '1 place' : `${free} places`} open`
  })
  return `${each.join('; ')}.`
}

function obstacles(cell: CellObservation, goals: Goals): string[] {
  const name = named(cell, goals)
  const found: string[] = []
  if (cell.valid >= target(cell, goals)) return found
  if (cell.undecided > 0)
    found.push(
      `${name}: ${cell.undecided} submissions that do not count wait for your review; they are replaced once you approve or refuse them.`,
    )
  if (cell.wasStopped)
    found.push(`${name} was stopped by somebody else and is left alone: resume the recruitment to go on.`)
  else if (cell.status === 'PAUSED' && !cell.isOurPause)
    found.push(
      `${name} was paused by somebody else and is left alone: start it, or resume the recruitment to have it started.`,
    )
  else if (cell.status === 'UNPUBLISHED' || cell.status === 'SCHEDULED')
    found.push(`${name} is ${cell.status}: publish it, and recruiting goes on by itself.`)
  if (cell.valid + reach(cell) > target(cell, goals))
    found.push(
      `${name} has ${freeOf(cell)} free places, more than its target needs, and places cannot be taken back.`,
    )
  return found
}

function limits(cells: readonly CellObservation[], goals: Goals, missing: number): string[] {
  const found: string[] = []
  if (goals.budget) {
    const left = goals.budget.minus(Money.sum(cells.map(mayCost), goals.budget.currency))
    const dearest = cells.some((cell) => lacking(cell, goals) > 0 && left.compare(cell.placeCost) < 0)
    if (dearest)
      found.push(
        `The budget of ${goals.budget} pays for no further place: ${left} are left of it, and ${missing} more places are needed.`,
      )
  }
  const could = cells.reduce((sum, cell) => sum + (isOpen(cell) ? reach(cell) : cell.atWork), 0)
  if (goals.atMostAtOnce !== undefined && could >= goals.atMostAtOnce)
    found.push(
      `${missing} more places are needed, and wait until fewer than ${goals.atMostAtOnce} can be at work at once.`,
    )
  return found
}

/** Who is refused yet would be missing: until then the target is met, and nothing has ended. */
function unreviewed(cells: readonly CellObservation[]): string[] {
  const awaiting = cells.reduce((sum, cell) => sum + cell.awaiting, 0)
  if (awaiting === 0) return []
  const what = awaiting === 1 ? '1 submission awaits' : `${awaiting} submissions await`
  return [`The target is met, and ${what} your review: what you reject of them is replaced.`]
}

function waiting(cells: readonly CellObservation[], open: number): string {
  const moments = cells.flatMap(({ latest }) => (latest ? [latest.getTime()] : []))
  const last = moments.length ? new Date(Math.max(...moments)).toISOString() : undefined
  return last
    ? `${open} places wait for participants; the latest came at ${last}.`
    : `${open} places wait for participants; nobody has come yet.`
}
