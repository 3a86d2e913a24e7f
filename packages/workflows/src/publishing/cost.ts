import type { Currency, Money, Study, StudyCostBreakdown } from 'prolific-kit'
import { RefusedPlanError } from '../errors.ts'
import { minor } from '../reading.ts'

/** What is locked when a study goes live; the parts are missing where only the total is told. */
export interface PublishCost {
  rewards?: Money
  fees?: Money
  vat?: Money
  total: Money
}

/** The cost that Prolific projects, or the one that stands in the study, whichever is more. */
export function costOf(study: Study, told: StudyCostBreakdown | undefined, currency: Currency): PublishCost {
  const [rewards, fees, vat] = [told?.rewards, told?.fees, told?.tax].map((part) =>
    part?.amount === undefined ? undefined : minor(part.amount, currency),
  )
  const parts = rewards && fees && vat && { rewards, fees, vat, total: rewards.plus(fees).plus(vat) }
  const whole = study.total_cost === undefined ? undefined : minor(study.total_cost, currency)
  if (parts && (!whole || parts.total.compare(whole) >= 0)) return parts
  if (whole) return { total: whole }
  throw new RefusedPlanError(
    `Prolific does not tell what study ${study.id} costs, so it is not published from here.`,
  )
}
