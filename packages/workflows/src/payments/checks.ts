import { Money, type Study } from 'prolific-kit'

/** Why an amount looks like pence for pounds, if it does. The same limits as those of `bonuses.setUp`. */
export function implausible(amount: Money, { reward }: Pick<Study, 'reward'>): string | undefined {
  const { currency } = amount
  if (reward > 0 && amount.compare(Money.fromMinorUnits(reward, currency).times(100)) >= 0)
    return `${amount} is 100 times the reward or more: were pence or cents written for pounds or dollars?`
  const ceiling = Money.fromMinorUnits(100_00, currency)
  return amount.compare(ceiling) > 0 ? `${amount} is more than ${ceiling} for one person` : undefined
}
