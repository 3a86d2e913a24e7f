import { Money } from 'prolific-kit'
import type { Goals } from './goals.ts'
import { mayCost, type Observation, reach } from './observation.ts'
import { atOnce, couldWork, moneyLeft, total } from './room.ts'

/** What speaks against recruiting with these studies at all: limits that they could cross before anybody looks. */
export function unfit({ cells }: Observation, goals: Goals): string[] {
  const problems: string[] = []
  const could = total(cells, couldWork)
  if (could > atOnce(goals))
    problems.push(
      `${could} participants could be at work at once, and ${goals.atMostAtOnce} may: places cannot be taken back. Begin with studies of few places, which are raised as wanted`,
    )
  for (const cell of cells) {
    const { name = cell.study_id, target } = goals.cells.find(({ study_id }) => study_id === cell.study_id)!
    if (cell.valid + reach(cell) > target)
      problems.push(
        `${name}: ${cell.valid} are valid and ${reach(cell)} more could come, which is more than its target of ${target}`,
      )
  }
  const left = moneyLeft(cells, goals)
  if (left && left.toHundredths() < 0)
    problems.push(
      `the places that there are cost ${Money.sum(cells.map(mayCost), left.currency)} with fees and VAT, and the budget is ${goals.budget}`,
    )
  return problems
}
