import { type Currency, Money, type Prolific } from 'prolific-kit'

/** What so many rewards of a study cost with fees and VAT; nothing, where its currency is not told. */
export async function costOfApproving(
  client: Prolific,
  study: { reward: number; currency_code?: string | null },
  count: number,
  signal?: AbortSignal,
): Promise<Money | undefined> {
  const currency = study.currency_code
  if (count === 0 || (currency !== 'GBP' && currency !== 'USD')) return undefined
  const { total_cost } = await client.studies.calculateCost(
    { reward: study.reward, total_available_places: count },
    { signal },
  )
  return Money.fromMinorUnits(total_cost.toFixed(2), currency as Currency)
}
