/** How a recruitment stands, from what is known. */
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { shortfall } from './explain.ts'
import { freeOf, isOpen, mayCost } from './observation.ts'
import { type Eyes, remembered } from './observe.ts'
import { stored } from './stored.ts'
import type { RecruitingTables } from './tables.ts'

export interface CellStatus {
  study_id: string
  name?: string
  /** Status of the study. */
  status: string
  target: number
  valid: number
  atWork: number
  /** Places that somebody could take now. */
  open: number
  /** Submissions that do not count and wait for your review. */
  undecided: number
  places: number
}

export interface RecruitmentStatus {
  id: string
  /** `closing`: it ends, and is not seen yet to let nobody in. */
  state: 'running' | 'closing' | 'closed'
  /** Why it ended; null while it runs. */
  outcome: RecruitingTables['recruitments']['outcome']
  /** How it stands, and what holds it back, in sentences. */
  why: string
  /** Why the last step could not be done; null if it could. */
  problem: string | null
  /** Whether every cell has as many valid submissions as it wants. */
  isMet: boolean
  target: number
  valid: number
  atWork: number
  cells: CellStatus[]
  /** What it may come to cost with fees and VAT: places taken and open, screen-outs, and bonuses if they count. */
  mayCost: Money
  budget?: Money
  deadline?: Date
  /** When it is looked at again; null once it is closed. */
  nextStepAt: Date | null
}

export async function statusOf(context: Context, eyes: Eyes, id: string): Promise<RecruitmentStatus> {
  const recruitment = await stored(context, id)
  const { row, goals, currency } = recruitment
  const seen = await remembered(context, eyes, recruitment)
  const isClosed = row.state === 'closed'
  const cells = seen.cells.map((cell): CellStatus => {
    const { name, target } = goals.cells.find(({ study_id }) => study_id === cell.study_id)!
    const { study_id, status, valid, atWork, undecided, places } = cell
    const open = isOpen(cell) ? freeOf(cell) : 0
    return { study_id, ...(name && { name }), status, target, valid, atWork, open, undecided, places }
  })
  const sum = (of: (cell: CellStatus) => number) => cells.reduce((all, cell) => all + of(cell), 0)
  const isMet = goals.cells.every(({ study_id, target }) =>
    cells.some((cell) => cell.study_id === study_id && cell.valid >= target),
  )
  const costs = seen.cells.map((cell) =>
    isClosed ? cell.placeCost.times(cell.atWork + cell.done).plus(cell.otherCost) : mayCost(cell),
  )
  return {
    id,
    state: row.state,
    outcome: isClosed && isMet && row.outcome === 'deadline' ? 'met' : row.outcome,
    why: row.state === 'running' || row.outcome === 'met' ? row.why : `${row.why} ${shortfall(seen, goals)}`,
    problem: row.problem,
    isMet,
    target: sum(({ target }) => target),
    valid: sum(({ valid }) => valid),
    atWork: sum(({ atWork }) => atWork),
    cells,
    mayCost: Money.sum(costs, currency),
    ...(goals.budget && { budget: goals.budget }),
    ...(goals.deadline && { deadline: goals.deadline }),
    nextStepAt: isClosed ? null : row.next_step_at,
  }
}
