/** What to do next: a pure function of what is seen and what is wanted, so that it can be tried on anything. */
import type { Action } from './actions.ts'
import { corrections } from './corrections.ts'
import { explain } from './explain.ts'
import { closesAt, type Goals, type StopRule } from './goals.ts'
import type { CellObservation, Observation } from './observation.ts'
import { openings } from './openings.ts'

/** Why recruiting ends. */
export type Outcome = 'met' | 'deadline' | 'rule'

export interface Decision {
  actions: Action[]
  /** How it stands and what holds it back, in sentences. */
  why: string
  /** Set when recruiting ends: nobody is let in from then on. */
  outcome?: Outcome
}

/**
 * Decides what to do. After its actions no limit can be crossed before the next look, whatever participants do: it is
 * the number of places that holds them, and the pace of the looks does not matter.
 */
export function decide(observation: Observation, goals: Goals): Decision {
  const ending = endOf(observation, goals)
  if (ending) return { ...ending, actions: pauses(observation.cells, ending.why) }
  const actions = corrections(observation.cells, goals)
  const paused = new Set(actions.map(({ study_id }) => study_id))
  const after = observation.cells.map((cell) =>
    paused.has(cell.study_id) ? { ...cell, status: 'PAUSED', isOurPause: true } : cell,
  )
  // Whoever has just crossed a limit lets nobody in at the same look.
  if (actions.length === 0) actions.push(...openings(after, goals))
  return { actions, why: explain({ ...observation, cells: after }, goals, actions) }
}

/** Why recruiting ends here and now, if it does. */
export function endOf(
  { at, cells }: Observation,
  goals: Goals,
): { outcome: Outcome; why: string } | undefined {
  if (at.getTime() >= closesAt(goals)) return { outcome: 'deadline', why: 'The deadline has come.' }
  const broken = (goals.stopWhen ?? []).map((rule) => brokenRule(rule, cells)).find(Boolean)
  if (broken) return { outcome: 'rule', why: broken }
  const isMet = goals.cells.every(({ study_id, target }) => {
    const cell = cells.find((one) => one.study_id === study_id)
    return cell && cell.valid >= target && cell.awaiting === 0 && cell.atWork === 0
  })
  return isMet ? { outcome: 'met', why: 'The target is met, and everything is reviewed.' } : undefined
}

function brokenRule(
  { status, share, atLeast }: StopRule,
  cells: readonly CellObservation[],
): string | undefined {
  const sum = (count: (cell: CellObservation) => number) => cells.reduce((all, cell) => all + count(cell), 0)
  const ended = sum((cell) => Object.values(cell.counts).reduce((a, b) => a + b, 0) - cell.atWork)
  const bad = sum((cell) => (status === 'NOT VALID' ? cell.done - cell.valid : (cell.counts[status] ?? 0)))
  if (bad < atLeast || bad < share * ended) return undefined
  return `A stop rule holds: ${bad} of ${ended} submissions that have ended are ${status} (${share * 100}% from ${atLeast} on).`
}

const pauses = (cells: readonly CellObservation[], why: string): Action[] =>
  cells.filter(({ status }) => status === 'ACTIVE').map(({ study_id }) => ({ kind: 'pause', study_id, why }))
