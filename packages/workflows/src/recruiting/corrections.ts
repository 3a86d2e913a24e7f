/** What to pause because a limit could be crossed. */
import type { Action } from './actions.ts'
import type { Goals } from './goals.ts'
import { type CellObservation, freeOf, reach } from './observation.ts'
import { atOnce, couldWork, moneyLeft, spare, targetOf, total } from './room.ts'

/** Pauses of studies in which a limit could be crossed: somebody else gave them places, or took a refusal back. */
export function corrections(cells: readonly CellObservation[], goals: Goals): Action[] {
  const actions: Action[] = []
  const overBudget = (moneyLeft(cells, goals)?.toHundredths() ?? 0) < 0
  const live = cells.filter(({ status }) => status === 'ACTIVE')
  for (const cell of live) {
    // Who is at work stays; a pause helps only where a place could still be taken.
    if (freeOf(cell) + cell.undecided === 0) continue
    if (cell.valid + reach(cell) > targetOf(goals, cell))
      actions.push(pauseOf(cell, 'it has more places than its target needs'))
    else if (overBudget) actions.push(pauseOf(cell, 'its places cost more than the budget'))
  }
  const isPaused = (cell: CellObservation) => actions.some(({ study_id }) => study_id === cell.study_id)
  const widest = live.filter((cell) => !isPaused(cell)).sort((a, b) => spare(b) - spare(a))
  let could = total(cells, (cell) => (isPaused(cell) ? cell.atWork : couldWork(cell)))
  for (const cell of widest) {
    if (could <= atOnce(goals) || spare(cell) === 0) break
    actions.push(pauseOf(cell, `more than ${goals.atMostAtOnce} could be at work at once`))
    could -= spare(cell)
  }
  return actions
}

const pauseOf = ({ study_id }: CellObservation, why: string): Action => ({ kind: 'pause', study_id, why })
