import type { Money } from 'prolific-kit'
import type { ValidRule } from './valid.ts'

/** Some of the participants who are wanted, and the study that recruits them and nobody else. */
export interface Cell {
  /** Id of the study. */
  study_id: string
  /** Valid submissions that are wanted of it. There are never more. */
  target: number
  /** What to call it in sentences: `women`. The study's id, if not said. */
  name?: string
}

/** Ends recruiting when too many submissions end badly: the study may be broken. */
export interface StopRule {
  /** Submissions of which status are counted; `NOT VALID` counts those that were handed in and are not valid. */
  status: 'RETURNED' | 'REJECTED' | 'TIMED-OUT' | 'SCREENED OUT' | 'NOT VALID'
  /** At this share of all that have ended, from 0 to 1. */
  share: number
  /** But not before so many: two of the first three say little. */
  atLeast: number
}

/** What recruiting is for, and what it must not cross. */
export interface Goals {
  cells: readonly Cell[]
  /** Participants who may be at work at one time, in all cells together. */
  atMostAtOnce?: number
  /** What it may cost with fees and VAT, everything included that may still have to be paid. */
  budget?: Money
  /** Nobody begins after this moment. */
  deadline?: Date
  stopWhen?: readonly StopRule[]
  /** Which submissions count; those with a right code that were neither returned nor rejected, if not said. */
  valid?: ValidRule
  /** Counts bonuses that were paid against the budget. */
  countBonuses?: boolean
  /** Milliseconds between two looks. */
  stepEvery: number
}

/** Milliseconds before the deadline at which studies are paused, since pausing takes a moment too. */
export const CLOSE_BEFORE = 60_000

/** The moment from which on nobody is let in any more. */
export const closesAt = ({ deadline }: Pick<Goals, 'deadline'>): number =>
  deadline ? deadline.getTime() - CLOSE_BEFORE : Number.POSITIVE_INFINITY

/** When to look again: at the moment of closing at the latest. */
export function nextStep(now: number, goals: Pick<Goals, 'deadline' | 'stepEvery'>): Date {
  const closing = closesAt(goals)
  const next = now + goals.stepEvery
  return new Date(closing > now ? Math.min(next, closing) : next)
}

/** What is wrong with goals, each in a sentence; nothing if they can be pursued. */
export function goalProblems(goals: Goals, now: number): string[] {
  const problems: string[] = []
  const whole = (value: number) => Number.isSafeInteger(value) && value > 0
  if (goals.cells.length === 0) problems.push('there is no study: give study_id and target, or cells')
  const ids = goals.cells.map(({ study_id }) => study_id)
  for (const [i, { study_id, target }] of goals.cells.entries()) {
    if (!whole(target))
      problems.push(`the target of ${study_id} is a whole number from 1 on, not ${String(target)}`)
    if (ids.indexOf(study_id) !== i) problems.push(`study ${study_id} stands in two cells`)
  }
  if (goals.atMostAtOnce !== undefined && !whole(goals.atMostAtOnce))
    problems.push(`atMostAtOnce is a whole number from 1 on, not ${String(goals.atMostAtOnce)}`)
  if (goals.budget && !goals.budget.isPositive) problems.push(`the budget is ${goals.budget}`)
  if (!whole(goals.stepEvery)) problems.push('stepEvery is a whole number of milliseconds from 1 on')
  if (goals.deadline && Number.isNaN(goals.deadline.getTime())) problems.push('the deadline is no moment')
  else if (closesAt(goals) <= now)
    problems.push(
      `the deadline is ${goals.deadline!.toISOString()}, and nobody is let in from a minute before it on`,
    )
  for (const { share, atLeast } of goals.stopWhen ?? [])
    if (!(share > 0 && share <= 1 && whole(atLeast)))
      problems.push('a stop rule has a share above 0 up to 1, and atLeast from 1 on')
  return problems
}
