/** Whom to let in: starts and raises, as far as every limit allows together. */
import type { Money } from 'prolific-kit'
import type { Action } from './actions.ts'
import type { Goals } from './goals.ts'
import { type CellObservation, freeOf, isOpen, placesOf, reach } from './observation.ts'
import { atOnce, couldWork, moneyLeft, spare, targetOf, total } from './room.ts'

/** Starts what stands still and is wanted, and raises the places of what is full. */
export function openings(cells: readonly CellObservation[], goals: Goals): Action[] {
  const room = { work: atOnce(goals) - total(cells, couldWork), money: moneyLeft(cells, goals) }
  if (room.money && room.money.toHundredths() < 0) return []
  const starts: Action[] = []
  for (const cell of cells) {
    if (!mayStart(cell) || cell.valid + reach(cell) > targetOf(goals, cell)) continue
    if (spare(cell) > room.work) continue
    room.work -= spare(cell)
    const why = `${freeOf(cell)} places are free, and they are wanted`
    starts.push({ kind: 'start', study_id: cell.study_id, why })
  }
  return [...starts, ...raises(cells, goals, room)]
}

/** Whether it waits for somebody to start it, and that is for this recruitment to do. */
function mayStart(cell: CellObservation): boolean {
  if (isOpen(cell) || cell.wasStopped || freeOf(cell) === 0) return false
  return cell.status === 'AWAITING REVIEW' || (cell.status === 'PAUSED' && cell.isOurPause)
}

/** Whether more places would let more people in, by nobody's leave but this recruitment's. */
function mayRaise(cell: CellObservation): boolean {
  if (cell.wasStopped) return false
  if (cell.status === 'ACTIVE') return true
  // What is paused or about to start is started first: the places that it has may be enough.
  return (cell.status === 'AWAITING REVIEW' && freeOf(cell) === 0) || cell.status === 'COMPLETED'
}

/** Gives places one by one to the cell that is furthest from its target, so that all are filled together. */
function raises(
  cells: readonly CellObservation[],
  goals: Goals,
  room: { work: number; money: Money | undefined },
): Action[] {
  const growing = cells.filter(mayRaise).map((cell) => ({
    cell,
    target: targetOf(goals, cell),
    has: cell.valid + reach(cell),
    added: 0,
    // A full study that opens again opens for those too who take the place of somebody who is refused.
    entry: isOpen(cell) ? 0 : spare(cell),
  }))
  let { work, money } = room
  for (;;) {
    const [next] = growing
      .filter(
        ({ cell, target, has, added, entry }) =>
          has + added < target &&
          work >= 1 + (added === 0 ? entry : 0) &&
          (!money || money.compare(cell.placeCost) >= 0),
      )
      .sort((a, b) => (a.has + a.added) / a.target - (b.has + b.added) / b.target)
    if (!next) break
    work -= 1 + (next.added === 0 ? next.entry : 0)
    money = money?.minus(next.cell.placeCost)
    next.added++
  }
  return growing
    .filter(({ added }) => added > 0)
    .map(({ cell, added, target }) => ({
      kind: 'raise',
      study_id: cell.study_id,
      places: Math.max(placesOf(cell), cell.atWork + cell.done) + added,
      why: `${cell.valid} of ${target} are valid, and ${added} more are let in`,
    }))
}
