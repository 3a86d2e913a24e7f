import { type Currency, Money } from 'prolific-kit'
import type { PaymentTables } from './tables.ts'

/** Bonuses that are next in line to be set up, or to be paid. */
export interface DueBonuses {
  plan_id: string
  study_id: string
  workspace_id: string
  /** What participants get. */
  amount: Money
  /** With fees and VAT, as Prolific tells; nothing before it is set up. */
  total: Money | undefined
}

/**
 * Whether this process may pay them. `false` leaves them to others; a text says why they shall not be paid by anybody:
 * they have failed then, and a later plan may pay them.
 */
export type MayPay = (due: DueBonuses) => boolean | string

export function dueOf({
  plan_id,
  study_id,
  workspace_id,
  currency,
  amount,
  total,
}: PaymentTables['bonus_set_ups']): DueBonuses {
  const money = (hundredths: number) => Money.fromHundredths(hundredths, currency as Currency)
  return {
    plan_id,
    study_id,
    workspace_id,
    amount: money(amount),
    total: total === null ? undefined : money(total),
  }
}
