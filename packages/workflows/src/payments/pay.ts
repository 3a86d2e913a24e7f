import type { Context } from '../context.ts'
import { drive } from '../jobs/drive.ts'
import { commit } from './commit.ts'
import { dueOf } from './permission.ts'
import type { BonusPlan } from './plan-types.ts'
import { type BonusReport, noPayments, report } from './report.ts'
import type { BonusState } from './states.ts'

export interface PayOptions {
  /**
   * `accepted`, which is the default, ends when Prolific has said of every payment that it will pay; `paid` when every
   * payment shows, which takes some minutes; `committed` leaves the rest to a worker.
   */
  until?: 'committed' | 'accepted' | 'paid'
  /**
   * Refuse with `UncertainError` if anything else is to be paid from the wallet, or if it is not known whether it was.
   * Nothing is paid then. A plan that was committed before goes on.
   */
  alone?: boolean
  /** Ends the waiting. What is committed stays committed: a worker, or the next call, goes on with it. */
  signal?: AbortSignal
  /** Told of every change. */
  onProgress?: (counts: Readonly<Record<BonusState, number>>) => void
}

/**
 * Pays a plan, and tells how the payments of its study and purpose stand then, those of earlier plans among them.
 * Payments are made one after another; a lost answer, or a payment of the same wallet of which it is not known whether
 * it was made, ends it early: what comes after is paid when that is known.
 */
export async function pay(
  context: Context,
  plan: string | Pick<BonusPlan, 'id'>,
  options: PayOptions = {},
): Promise<BonusReport> {
  const { until = 'accepted', alone } = options
  const plan_id = typeof plan === 'string' ? plan : plan.id
  const { study_id, purpose, workspace_id } = await commit(context, plan_id, { alone })
  if (until !== 'committed') {
    // An earlier plan may have been left halfway, with nothing that is missing for this one.
    await context.jobs.send('bonuses.pay', workspace_id, { workspace_id })
    await bringThere(context, { study_id, purpose, workspace_id, until }, options)
  }
  return await report(context, { study_id, purpose })
}

interface Wanted {
  study_id: string
  purpose: string
  workspace_id: string
  until: 'accepted' | 'paid'
}

/** Brings payments as far as it is wanted, in this process or by others. */
async function bringThere(context: Context, wanted: Wanted, options: PayOptions): Promise<void> {
  const { signal, onProgress } = options
  let told = ''
  const look = async () => {
    const { counts, hasEnded } = await stateOf(context, wanted)
    const now = JSON.stringify(counts)
    if (now !== told) onProgress?.(counts)
    told = now
    return hasEnded || undefined
  }
  try {
    await drive(context, ['bonuses.pay', 'bonuses.look'], look, signal)
  } catch (error) {
    // Who stops waiting is told how it stands.
    if (!signal?.aborted) throw error
  }
}

async function stateOf(
  { db, mayPay = () => true }: Context,
  { study_id, purpose, workspace_id, until }: Wanted,
) {
  const rows = await db
    .selectFrom('bonus_set_ups')
    .innerJoin('bonus_plans', 'bonus_plans.id', 'bonus_set_ups.plan_id')
    .selectAll('bonus_set_ups')
    .select('purpose')
    .where('bonus_set_ups.workspace_id', '=', workspace_id)
    .where('bonus_set_ups.state', 'not in', ['paid', 'failed'])
    .execute()
  const lines = await db
    .selectFrom('bonus_lines')
    .select(['state', (of) => of.fn.countAll<number>().as('count')])
    .where('study_id', '=', study_id)
    .where('purpose', '=', purpose)
    .where('state', 'is not', null)
    .groupBy('state')
    .execute()
  const counts = noPayments()
  for (const { state, count } of lines) counts[state!] = Number(count)
  // What this process may not pay is not waited for.
  const ours = rows.filter(
    (row) => row.study_id === study_id && row.purpose === purpose && mayPay(dueOf(row)) !== false,
  )
  const isAccepted = (row: (typeof rows)[number]) => row.state === 'attempted' && row.accepted_at !== null
  // While one payment of the wallet is uncertain, none is made; that it is known is waited for only if it is wanted.
  const isStuck = rows.some(({ state }) => state === 'uncertain')
  return {
    counts,
    hasEnded: ours.length === 0 || (until === 'accepted' && (isStuck || ours.every(isAccepted))),
  }
}
