import type { BonusState } from './states.ts'

/** Amounts are whole hundredths of a minor unit, as `Money` has them inside. */
export interface PaymentTables {
  /** Studies that bonuses are paid in: whoever commits a plan holds its study's row. */
  bonus_studies: { study_id: string }
  bonus_plans: {
    id: string
    study_id: string
    study_name: string
    workspace_id: string
    currency: 'GBP' | 'USD'
    /** What the bonuses are for: amounts are what somebody shall have got for it in all. */
    purpose: string
    why: string | null
    /** `planned` until somebody pays it. */
    state: 'planned' | 'committed'
    allow_large_amounts: boolean
    /** Reasons for which it cannot be paid. */
    problems: unknown
    created_at: Date
    committed_at: Date | null
  }
  bonus_lines: {
    plan_id: string
    /** Place in the plan, from 1. */
    line: number
    study_id: string
    purpose: string
    submission_id: string
    participant_id: string
    /** What they shall have got in all. */
    wanted: number
    /** What they got outside of this ledger, and counts. */
    elsewhere: number
    /** What is paid by this plan; nothing while it is planned and where nothing is missing. */
    amount: number
    /** What Prolific showed before, in minor units. */
    payments_before: unknown
    /** Null where nothing is to be paid, and while nobody has committed the plan. */
    state: BonusState | null
    set_up_id: string | null
    settled_at: Date | null
  }
  bonus_set_ups: {
    id: string
    plan_id: string
    /** Place in the plan, from 1. */
    number: number
    study_id: string
    workspace_id: string
    currency: 'GBP' | 'USD'
    state: BonusState
    amount: number
    /** Prolific's id of the set-up. */
    bonus_id: string | null
    fees: number | null
    vat: number | null
    total: number | null
    /** What the wallet had at hand, and the study's bonuses had cost, just before the attempt. */
    available_before: number | null
    cost_before: number | null
    set_up_at: Date | null
    attempted_at: Date | null
    /** When Prolific said that it will pay. */
    accepted_at: Date | null
    settled_at: Date | null
    /** Why it stands as it stands. */
    reason: string | null
  }
}
