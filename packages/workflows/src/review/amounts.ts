import { type Currency, Money } from 'prolific-kit'

/** An amount of a rule: `Money`, also as JSON has it, or text with its currency such as `0.50 GBP`; else nothing. */
export function amountOf(value: unknown): Money | undefined {
  const kept = value as { amount?: unknown; currency?: unknown } | null | undefined
  if (typeof kept?.amount === 'string') return amountOf(`${kept.amount} ${kept.currency}`)
  // By what it can do: a program may have this class twice, from two installations.
  const own = value as Money | undefined
  if (typeof own?.toHundredths === 'function') return Money.fromHundredths(own.toHundredths(), own.currency)
  const [, amount, currency] =
    /^(\d+(?:\.\d{1,2})?) ?(GBP|USD)$/.exec(typeof value === 'string' ? value : '') ?? []
  return amount === undefined ? undefined : Money.parse(amount, currency as Currency)
}

/** A part of a reward, in per cent, rounded up to a whole minor unit: in doubt for the participant. */
export function partOfReward(reward: number, percentage: number, currency: Currency): Money {
  // Hundredths of a per cent, so that whole numbers are multiplied.
  const part = Math.ceil((reward * Math.round(percentage * 100)) / 10_000)
  return Money.fromMinorUnits(part, currency)
}
