/** Who was paid what, when and why; and who was used and not paid. */
import { type Currency, Money, type SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { BonusState } from './states.ts'

/** A bonus that this ledger pays. */
export interface PaidBonus {
  plan_id: string
  study_id: string
  submission_id: string
  participant_id: string
  amount: Money
  state: BonusState
  purpose: string
  /** Why it is paid, as the plan says. */
  why: string | null
  /** When it was attempted, ISO 8601. */
  attempted_at: string | null
  /** When it was known how it ends, ISO 8601. */
  settled_at: string | null
  /** Why it stands as it stands. */
  reason: string | null
}

/** Up to 200 bonuses that are set up and paid together. */
export interface SetUpReport {
  id: string
  plan_id: string
  study_id: string
  /** Prolific's id of it; nothing before it is set up. */
  bonus_id: string | null
  state: BonusState
  /** Whether Prolific said that it will pay. */
  accepted: boolean
  payments: number
  amount: Money
  /** With fees and VAT; nothing before it is set up. */
  total: Money | null
  reason: string | null
}

/** Somebody whose data was used and who got nothing for it. */
export interface UnpaidPerson {
  submission_id: string
  participant_id: string
  status: string
}

export interface BonusReport {
  /** Payments by state. */
  counts: Record<BonusState, number>
  set_ups: SetUpReport[]
  bonuses: PaidBonus[]
  /** What was paid; nothing, where there are no payments. */
  paid: Money | null
  /** Only where `used` was given. */
  used_and_unpaid?: UnpaidPerson[]
}

export interface ReportQuery {
  study_id?: string
  /** With `study_id`. */
  purpose?: string
  plan_id?: string
  /** Ids of submissions or participants whose data you use: with `study_id`, those of them who got nothing are told. */
  used?: readonly string[]
  signal?: AbortSignal
}

/** Counts of no payments at all. */
export const noPayments = (): Record<BonusState, number> => ({
  planned: 0,
  set_up: 0,
  attempted: 0,
  paid: 0,
  uncertain: 0,
  failed: 0,
})

export async function report(context: Context, query: ReportQuery): Promise<BonusReport> {
  const { study_id, purpose, plan_id, used, signal } = query
  const rows = await context.db
    .selectFrom('bonus_lines')
    .innerJoin('bonus_set_ups', 'bonus_set_ups.id', 'bonus_lines.set_up_id')
    .innerJoin('bonus_plans', 'bonus_plans.id', 'bonus_lines.plan_id')
    .select([
      'bonus_lines.plan_id',
      'bonus_lines.study_id',
      'bonus_lines.submission_id',
      'bonus_lines.participant_id',
      'bonus_lines.amount',
      'bonus_lines.state',
      'bonus_lines.purpose',
      'bonus_lines.settled_at',
      'bonus_plans.why',
      'bonus_set_ups.currency',
      'bonus_set_ups.attempted_at',
      'bonus_set_ups.reason',
    ])
    .$if(study_id !== undefined, (all) => all.where('bonus_lines.study_id', '=', study_id!))
    .$if(purpose !== undefined, (all) => all.where('bonus_lines.purpose', '=', purpose!))
    .$if(plan_id !== undefined, (all) => all.where('bonus_lines.plan_id', '=', plan_id!))
    .orderBy('bonus_plans.committed_at')
    .orderBy('bonus_lines.plan_id')
    .orderBy('bonus_lines.line')
    .execute()
  const counts = noPayments()
  for (const { state } of rows) counts[state!]++
  const bonuses = rows.map(
    ({ currency, amount, state, attempted_at, settled_at, ...row }): PaidBonus => ({
      ...row,
      amount: Money.fromHundredths(amount, currency),
      state: state!,
      attempted_at: attempted_at?.toISOString() ?? null,
      settled_at: settled_at?.toISOString() ?? null,
    }),
  )
  const set_ups = await setUps(context, query)
  return {
    counts,
    set_ups,
    bonuses,
    paid: sumPaid(bonuses),
    ...(used && study_id && { used_and_unpaid: await unpaid(context, study_id, used, bonuses, signal) }),
  }
}

/** Nothing, too, where the payments have several currencies. */
function sumPaid(bonuses: readonly PaidBonus[]): Money | null {
  const currencies = [...new Set(bonuses.map(({ amount }) => amount.currency))]
  if (currencies.length !== 1) return null
  return Money.sum(
    bonuses.filter(({ state }) => state === 'paid').map(({ amount }) => amount),
    currencies[0] as Currency,
  )
}

/** Set-ups of a wallet that are still to be paid, or of which it is not known whether they were. */
export async function unfinished(
  context: { db: Database | Transaction },
  workspace_id: string,
): Promise<SetUpReport[]> {
  const rows = await setUps(context, { workspace_id })
  return rows.filter(
    ({ state, accepted }) => state !== 'paid' && state !== 'failed' && !(state === 'attempted' && accepted),
  )
}

async function setUps(
  { db }: { db: Database | Transaction },
  { study_id, purpose, plan_id, workspace_id }: ReportQuery & { workspace_id?: string },
): Promise<SetUpReport[]> {
  const rows = await db
    .selectFrom('bonus_set_ups')
    .innerJoin('bonus_plans', 'bonus_plans.id', 'bonus_set_ups.plan_id')
    .selectAll('bonus_set_ups')
    .select((of) =>
      of
        .selectFrom('bonus_lines')
        .whereRef('bonus_lines.set_up_id', '=', 'bonus_set_ups.id')
        .select((lines) => lines.fn.countAll<number>().as('payments'))
        .as('payments'),
    )
    .$if(study_id !== undefined, (all) => all.where('bonus_set_ups.study_id', '=', study_id!))
    .$if(purpose !== undefined, (all) => all.where('bonus_plans.purpose', '=', purpose!))
    .$if(plan_id !== undefined, (all) => all.where('plan_id', '=', plan_id!))
    .$if(workspace_id !== undefined, (all) =>
      all
        .where('bonus_set_ups.workspace_id', '=', workspace_id!)
        .where('bonus_set_ups.state', 'not in', ['paid', 'failed']),
    )
    .orderBy('bonus_plans.committed_at')
    .orderBy('plan_id')
    .orderBy('number')
    .execute()
  return rows.map(({ currency, amount, total, ...row }) => ({
    id: row.id,
    plan_id: row.plan_id,
    study_id: row.study_id,
    bonus_id: row.bonus_id,
    state: row.state,
    accepted: row.accepted_at !== null,
    payments: Number(row.payments ?? 0),
    amount: Money.fromHundredths(amount, currency),
    total: total === null ? null : Money.fromHundredths(total, currency),
    reason: row.reason,
  }))
}

/** What brings a participant money. */
const PAID = ['APPROVED', 'PARTIALLY APPROVED', 'SCREENED OUT']

async function unpaid(
  { client }: Context,
  study_id: string,
  used: readonly string[],
  bonuses: readonly PaidBonus[],
  signal: AbortSignal | undefined,
): Promise<UnpaidPerson[]> {
  const wanted = new Set(used.map((id) => id.toLowerCase()))
  const got = new Set(bonuses.filter(({ state }) => state === 'paid').map((one) => one.submission_id))
  const rows = await client.studies.listSubmissions({ id: study_id }, { signal }).toArray()
  const isUsed = ({ id, participant_id }: SubmissionSummary) => wanted.has(id) || wanted.has(participant_id)
  // Somebody who gave a place back and came again is paid by the later one.
  const paid = new Set(
    rows.filter(({ id, status }) => PAID.includes(status) || got.has(id)).map((row) => row.participant_id),
  )
  return rows
    .filter((row) => isUsed(row) && !paid.has(row.participant_id))
    .map(({ id, participant_id, status }) => ({ submission_id: id, participant_id, status }))
}
