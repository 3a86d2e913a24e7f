import type { Currency, Money } from 'prolific-kit'
import type { BonusRow } from './rows.ts'

/** What bonuses to plan. One of `rows`, `csv` and `file` says who gets what. */
export interface BonusInput {
  /** Study in which they took part. */
  study_id: string
  /** Who, and what they shall have got in all for this purpose. */
  rows?: readonly BonusRow[]
  /** Lines of `id,amount`: ids of participants or submissions, amounts in decimal pounds or dollars, no heading. */
  csv?: string
  /** A file of such lines. */
  file?: string
  /**
   * What the bonuses are for; `bonus` unless said. Amounts are totals for one purpose: a second plan for the same one
   * pays what is missing, and another bonus for the same people needs another purpose.
   */
  purpose?: string
  /** Why they are paid, for the report. */
  why?: string
  /** Allow amounts that look like pence for pounds: 100 times the reward and more, or above 100.00. */
  allow_large_amounts?: boolean
  /**
   * Whether bonuses that were paid outside of this ledger, such as on Prolific's own pages, count towards the amounts.
   * They do unless it is `false`.
   */
  count_elsewhere?: boolean
  signal?: AbortSignal
}

/** A bonus of a plan, beside what is known of its submission. */
export interface PlannedBonus {
  /** Place in the list or the file, from 1. */
  line: number
  /** As it was given. */
  id: string
  submission_id: string | null
  participant_id: string | null
  /** Of the submission. */
  status: string | null
  /** What they shall have got in all. */
  wanted: Money | null
  /** Of that, what this ledger has paid or is paying, for this purpose. */
  given: Money
  /** What they got elsewhere, and counts. */
  elsewhere: Money
  /** What this plan will pay. */
  missing: Money
  /** What is wrong. */
  problems: string[]
}

export interface BonusPlan {
  id: string
  study: { id: string; name: string }
  workspace_id: string
  currency: Currency
  purpose: string
  bonuses: PlannedBonus[]
  /** What participants will get by it. */
  amount: Money
  /** With fees and VAT; nothing, where Prolific does not tell. */
  total: Money | undefined
  /** What the workspace has at hand; nothing, where its money is not shown to you. */
  available: Money | undefined
  /** What is wrong with the plan, lines included. It can be paid if there is nothing. */
  problems: string[]
  /** What to know before it is paid. */
  notes: string[]
}
