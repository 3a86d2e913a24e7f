/** How much room there is below the limits. */
import { Money } from 'prolific-kit'
import type { Goals } from './goals.ts'
import { type CellObservation, isOpen, mayCost, reach } from './observation.ts'

/** Valid submissions that are wanted of a cell. */
export const targetOf = (goals: Goals, { study_id }: CellObservation): number =>
  goals.cells.find((cell) => cell.study_id === study_id)?.target ?? 0

/** Participants who may be at work at one time. */
export const atOnce = ({ atMostAtOnce = Number.POSITIVE_INFINITY }: Goals): number => atMostAtOnce

/** Participants who could be at work in a cell before the next look. */
export const couldWork = (cell: CellObservation): number => (isOpen(cell) ? reach(cell) : cell.atWork)

/** A number of all cells together. */
export const total = (cells: readonly CellObservation[], of: (cell: CellObservation) => number): number =>
  cells.reduce((sum, cell) => sum + of(cell), 0)

/** What is left of the budget when everything is paid that may have to be; undefined without a budget. */
export function moneyLeft(cells: readonly CellObservation[], { budget }: Goals): Money | undefined {
  return budget?.minus(Money.sum(cells.map(mayCost), budget.currency))
}

/** Participants who could come to work in a cell beside those who do. */
export const spare = (cell: CellObservation): number => reach(cell) - cell.atWork
