/** Bonuses, paid once. */
import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { PaymentJobs } from './jobs.ts'
import { payDue } from './lane.ts'
import { look } from './look.ts'
import { type PayOptions, pay } from './pay.ts'
import { planBonuses } from './plan.ts'
import type { BonusInput, BonusPlan } from './plan-types.ts'
import { type BonusReport, type ReportQuery, report, type SetUpReport, unfinished } from './report.ts'
import { type Resolution, reconcile, resolve } from './resolve.ts'

export type { PayOptions } from './pay.ts'
export type { BonusInput, BonusPlan, PlannedBonus } from './plan-types.ts'
export type { BonusReport, PaidBonus, ReportQuery, SetUpReport, UnpaidPerson } from './report.ts'
export type { Resolution } from './resolve.ts'
export type { BonusRow } from './rows.ts'
export type { BonusState } from './states.ts'

/**
 * Bonuses, paid once: whatever crashes, whoever else pays the same plan, and however often. Amounts are totals: of a
 * plan, what somebody has not got yet for its purpose is paid.
 */
export interface BonusPayments {
  /** Compares a list of bonuses with the study's submissions, and with what was paid. Sets nothing up and pays nothing. */
  plan(input: BonusInput): Promise<BonusPlan>
  /**
   * Pays a plan. Throws `RefusedPlanError` if it has problems or is older than 15 minutes, and `UncertainError` if
   * somebody in it has a payment of which it is not known whether it was made; then nothing is paid.
   */
  pay(plan: string | Pick<BonusPlan, 'id'>, options?: PayOptions): Promise<BonusReport>
  /** Reads back what became of payments that are on their way or uncertain. Pays nothing. */
  reconcile(options?: { study_id?: string; signal?: AbortSignal }): Promise<BonusReport>
  /** Ends the doubt about a payment by a person's word, after they looked at it on Prolific. */
  resolve(resolution: Resolution): Promise<void>
  /** Set-ups of a wallet that are still to be paid, or of which it is not known whether they were. */
  unfinished(workspace_id: string): Promise<SetUpReport[]>
  /** Who was paid what, when and why; with `used`, also who was used and got nothing. */
  report(query?: ReportQuery): Promise<BonusReport>
}

export function paymentsArea(context: Context): Area<PaymentJobs> & { bonuses: BonusPayments } {
  const { db, jobs } = context
  return {
    bonuses: {
      plan: (input) => planBonuses(context, input),
      pay: (plan, options) => pay(context, plan, options),
      reconcile: (options) => reconcile(context, options),
      resolve: (resolution) => resolve(context, resolution),
      unfinished: (workspace_id) => unfinished(context, workspace_id),
      report: (query = {}) => report(context, query),
    },
    handlers: {
      'bonuses.pay': ({ workspace_id }, signal) => payDue(context, workspace_id, signal),
      'bonuses.look': async (data, signal) => {
        await look(context, data, signal)
      },
    },
    async resume() {
      const open = await db
        .selectFrom('bonus_set_ups')
        .select(['id', 'workspace_id', 'state'])
        .where('state', 'not in', ['paid', 'failed'])
        .execute()
      for (const workspace_id of new Set(open.map((one) => one.workspace_id)))
        await jobs.send('bonuses.pay', workspace_id, { workspace_id })
      for (const { id, state } of open)
        if (state === 'attempted' || state === 'uncertain')
          await jobs.send('bonuses.look', id, { set_up_id: id, looks: 0 })
    },
  }
}
