/** What is seen of a recruitment, as numbers: all that a decision rests on. */
import type { Money } from 'prolific-kit'
import type { WatchedSubmission } from '../watching/submission.ts'

/** One study as it was seen. */
export interface CellObservation {
  study_id: string
  /** Status of the study. */
  status: string
  /** `total_available_places`. */
  places: number
  /** Places that were asked for, where it is not known whether that has happened. */
  placesAsked?: number
  /** It was asked to start, and it is not known whether that has happened. */
  startAsked?: boolean
  /** It is paused, and by this recruitment. */
  isOurPause: boolean
  /** Somebody else has stopped it. */
  wasStopped: boolean
  /** Submissions that are reserved or running. */
  atWork: number
  /** Submissions that hold a place for good or until they are refused: handed in, approved, paid in part. */
  done: number
  /** Of `done`, those that count. */
  valid: number
  /** Of `done`, those that wait for a review and do not count: refused, they give their place back. */
  undecided: number
  /** All that wait for a review. */
  awaiting: number
  /** How many stand where. */
  counts: Readonly<Record<string, number>>
  /** What one place costs with fee and VAT. */
  placeCost: Money
  /** What else may have to be paid: screen-outs, and bonuses if they are counted. */
  otherCost: Money
  /** When the latest participant came; null if nobody has. */
  latest: Date | null
}

export interface Observation {
  at: Date
  cells: readonly CellObservation[]
}

/** What submissions come to. */
export type Tally = Pick<
  CellObservation,
  'atWork' | 'done' | 'valid' | 'undecided' | 'awaiting' | 'counts' | 'latest'
> & {
  /** Submissions that were handed in, whatever became of them: it never falls. */
  completed: number
  /** Of these, those whose place is free again. */
  freed: number
}

const AT_WORK = ['RESERVED', 'ACTIVE']
const DONE = ['AWAITING REVIEW', 'APPROVED', 'PARTIALLY APPROVED']
const FREED = ['RETURNED', 'REJECTED', 'SCREENED OUT']

/** Counts submissions by what they mean for recruiting. */
export function tally(submissions: readonly WatchedSubmission[], valid: ReadonlySet<string>): Tally {
  const counts: Record<string, number> = {}
  const all: Tally = {
    atWork: 0,
    done: 0,
    valid: 0,
    undecided: 0,
    awaiting: 0,
    counts,
    latest: null,
    completed: 0,
    freed: 0,
  }
  let latest = Number.NEGATIVE_INFINITY
  for (const { id, status, started_at, completed_at } of submissions) {
    counts[status] = (counts[status] ?? 0) + 1
    const isDone = DONE.includes(status)
    const isValid = isDone && valid.has(id)
    if (AT_WORK.includes(status)) all.atWork++
    // What stands in a status that nobody knows may hold a place.
    else if (isDone || !(FREED.includes(status) || status === 'TIMED-OUT')) all.done++
    if (isValid) all.valid++
    if (status === 'AWAITING REVIEW') {
      all.awaiting++
      if (!isValid) all.undecided++
    }
    if (isDone || completed_at !== null) all.completed++
    if (FREED.includes(status) && completed_at !== null) all.freed++
    latest = Math.max(latest, Date.parse(started_at) || Number.NEGATIVE_INFINITY)
  }
  if (Number.isFinite(latest)) all.latest = new Date(latest)
  return all
}

/** Places as they may be by now. */
export const placesOf = ({ places, placesAsked = 0 }: CellObservation): number =>
  Math.max(places, placesAsked)

/** Places that somebody could take. */
export const freeOf = (cell: CellObservation): number => Math.max(0, placesOf(cell) - cell.atWork - cell.done)

/**
 * Submissions that could come to be at work, and could come to count, until somebody looks again: those at work, the
 * free places, and the places of those who may be refused meanwhile.
 */
export const reach = (cell: CellObservation): number => cell.atWork + freeOf(cell) + cell.undecided

/** Whether somebody may begin before the next look, without this recruitment doing anything. */
export function isOpen(cell: CellObservation): boolean {
  if (cell.startAsked) return true
  if (cell.status === 'PAUSED') return !cell.isOurPause
  // More places open a study again that was full.
  if ((cell.placesAsked ?? 0) > cell.places) return true
  return cell.status !== 'AWAITING REVIEW' && cell.status !== 'COMPLETED'
}

/** What a cell may come to cost. */
export const mayCost = (cell: CellObservation): Money =>
  cell.placeCost.times(Math.max(placesOf(cell), cell.atWork + cell.done)).plus(cell.otherCost)
