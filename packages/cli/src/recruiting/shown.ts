import type { RecruitmentStatus } from '@prolific-kit/workflows'
import { plain } from '../output.ts'

/** How a recruitment stands, with amounts and moments as texts. */
export const rowOf = ({ mayCost, budget, deadline, nextStepAt, ...status }: RecruitmentStatus) => ({
  ...status,
  mayCost: String(mayCost),
  budget: budget ? String(budget) : null,
  deadline: deadline?.toISOString() ?? null,
  nextStepAt: nextStepAt?.toISOString() ?? null,
})

export const COLUMNS = ['id', 'state', 'outcome', 'valid', 'target', 'atWork', 'mayCost', 'why']

/** `31/120 count  12 at work  8 open  up to 420.00 GBP  …` */
export function lineOf({ valid, target, atWork, cells, mayCost, why, problem }: RecruitmentStatus): string {
  const open = cells.reduce((all, cell) => all + cell.open, 0)
  const undecided = cells.reduce((all, cell) => all + cell.undecided, 0)
  return [
    `${valid}/${target} count`,
    `${atWork} at work`,
    `${open} open`,
    ...(undecided ? [`${undecided} wait for your review`] : []),
    `up to ${mayCost}`,
    plain(problem ?? why),
  ].join('  ')
}
