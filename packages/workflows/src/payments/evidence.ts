/** Whether a payment has arrived, by what Prolific shows of a submission before and after. */

/** In hundredths. Balances are told in whole ones, and a fee may have a fraction. */
const MINOR_UNIT = 100

/** How often an amount stands among payments, all in minor units. */
const count = (payments: readonly number[], amount: number): number =>
  payments.filter((one) => one === amount).length

/** Whether payments show one of this amount more than they did before. */
export function hasArrived(amount: number, before: readonly number[], now: readonly number[]): boolean {
  return count(now, amount) > count(before, amount)
}

/** What is known of a set-up whose time to show is over. Amounts are hundredths of a minor unit. */
export interface Evidence {
  /** Payments that have arrived, of all of the set-up. */
  arrived: number
  of: number
  /** Whether Prolific said that it will pay. */
  accepted: boolean
  /** What paying takes from the wallet. */
  total: number
  /** What participants get. */
  amount: number
  /** The wallet before the attempt and now; nothing, where it is not shown. */
  available?: { before: number; now: number }
  /** What the study's bonuses had cost participants' side before the attempt and now; nothing, where it is not told. */
  cost?: { before: number; now: number }
}

export type Verdict = { state: 'paid' | 'failed' | 'uncertain'; why: string }

/**
 * What to hold of a set-up that was attempted long ago. It is held to have never been paid only if nothing at all
 * shows: no submission has its payment, Prolific never said that it will pay, and neither the wallet nor the study's
 * costs have moved by it. Whatever else there is, a person must look.
 */
export function judge(evidence: Evidence): Verdict {
  const { arrived, of, accepted, available, cost, total, amount } = evidence
  if (arrived === of) return { state: 'paid', why: 'every submission shows its payment' }
  if (arrived > 0)
    return {
      state: 'uncertain',
      why: `${arrived} of ${of} submissions show their payment, and the rest do not`,
    }
  if (accepted)
    return { state: 'uncertain', why: 'Prolific said that it will pay, and no submission shows a payment' }
  if (!available && !cost)
    return {
      state: 'uncertain',
      why: 'no submission shows a payment, and neither wallet nor costs can be read',
    }
  const costRose = cost !== undefined && cost.now - cost.before >= amount
  const fell = available ? available.before - available.now : 0
  // A wallet moves by much else, so where the study's own bonuses are told, only exactly this fall speaks for itself.
  const walletFell = cost ? Math.abs(fell - total) < MINOR_UNIT : fell >= total
  if (costRose || walletFell)
    return {
      state: 'uncertain',
      why: `no submission shows a payment, but ${costRose ? 'the costs of the study have risen' : 'the wallet has fallen'} by as much`,
    }
  return { state: 'failed', why: 'no submission shows a payment, and nothing of it has left the wallet' }
}
