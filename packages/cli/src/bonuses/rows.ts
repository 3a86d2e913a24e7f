import type { BonusPlan, BonusReport, BonusState, PaidBonus, PlannedBonus } from '@prolific-kit/workflows'
import { plain } from '../output.ts'

/** Amounts as decimals of the currency, so that tables and CSV need no second look. */
export function plannedRow({ currency }: BonusPlan) {
  return (bonus: PlannedBonus) => ({
    line: bonus.line,
    submission_id: bonus.submission_id ?? bonus.id,
    participant_id: bonus.participant_id,
    status: bonus.status,
    wanted: bonus.wanted?.toDecimal() ?? null,
    given: bonus.given.toDecimal(),
    elsewhere: bonus.elsewhere.toDecimal(),
    missing: bonus.missing.toDecimal(),
    currency,
    problems: bonus.problems.join('; ') || null,
  })
}

export const PLANNED = [
  'line',
  'submission_id',
  'status',
  'wanted',
  'given',
  'elsewhere',
  'missing',
  'problems',
]

export const paidRow = (bonus: PaidBonus) => ({
  ...bonus,
  amount: bonus.amount.toDecimal(),
  currency: bonus.amount.currency,
})

export const PAID = [
  'submission_id',
  'participant_id',
  'amount',
  'currency',
  'state',
  'purpose',
  'attempted_at',
  'reason',
]

/** What a plan comes to, for people. */
export function summaryOf(plan: BonusPlan): string {
  const { study, bonuses, amount, total, available, purpose, notes } = plan
  const due = bonuses.filter(({ missing }) => missing.isPositive).length
  return [
    `${due} of ${bonuses.length} in the list of ${purpose === 'bonus' ? 'bonuses' : `bonuses for "${plain(purpose)}"`} are owed something for study ${study.id} (${plain(study.name)}): ${amount}, ${total ? `${total} with fees and VAT` : 'fees and VAT are not told'}${available ? `; the wallet has ${available} at hand` : ''}.`,
    ...notes,
  ].join('\n')
}

const SAID: Readonly<Record<BonusState, string>> = {
  planned: 'not yet set up',
  set_up: 'set up',
  attempted: 'on their way',
  paid: 'paid',
  uncertain: 'uncertain',
  failed: 'failed',
}

/** `2 paid, 1 uncertain`. */
export function countsOf(counts: Readonly<Record<BonusState, number>>): string {
  const parts = (Object.keys(SAID) as BonusState[]).filter((state) => counts[state] > 0)
  return parts.map((state) => `${counts[state]} ${SAID[state]}`).join(', ') || 'no payments'
}

/** Each reason why something stands as it stands, once. */
export function reasonsOf({ set_ups }: BonusReport): string[] {
  const told = set_ups.filter(({ state, reason }) => reason && (state === 'failed' || state === 'uncertain'))
  return told.map(
    ({ id, state, payments, reason }) => `${payments} ${SAID[state]} (set-up ${id}): ${plain(reason!)}`,
  )
}
