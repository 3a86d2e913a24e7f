/** What a study's places cost with fees and VAT, never less than Prolific takes. */
import { type Currency, Money, type Study } from 'prolific-kit'
import type { Context } from '../context.ts'

/** Amounts in minor units as hundredths, upwards: a fraction that the wire has as a float must not be lost. */
const upwards = (minorUnits: number): number => Math.ceil(Math.round(minorUnits * 1e6) / 1e4)

/**
 * What one place costs: as Prolific computes it for the account, or as the study itself says it, whichever is more.
 * Workspaces of one account may pay different fees.
 */
export async function placeCost({ client }: Context, study: Study, currency: Currency): Promise<Money> {
  const { total_cost } = await client.studies.calculateCost({
    reward: study.reward,
    total_available_places: 1,
  })
  const told = upwards(total_cost)
  const own = study.total_cost ? Math.ceil(upwards(study.total_cost) / study.total_available_places) : 0
  return Money.fromHundredths(Math.max(told, own), currency)
}

/** What else may have to be paid: every screen-out that is allowed, and bonuses that were paid if they count. */
export async function otherCost(
  { client }: Context,
  study: Study,
  perPlace: Money,
  countBonuses: boolean,
): Promise<Money> {
  let hundredths = 0
  for (const { actions } of study.completion_codes ?? [])
    for (const action of actions)
      if (action.action === 'FIXED_SCREEN_OUT_PAYMENT') {
        const { slots = 0, fixed_screen_out_reward = 0 } = action as {
          slots?: number
          fixed_screen_out_reward?: number
        }
        hundredths += slots * Math.ceil((perPlace.toHundredths() * fixed_screen_out_reward) / study.reward)
      }
  if (countBonuses) {
    const { bonuses } = await client.studies.retrieveCost({ id: study.id })
    for (const part of [bonuses?.rewards, bonuses?.fees, bonuses?.tax])
      hundredths += upwards(part?.amount ?? 0)
  }
  return Money.fromHundredths(hundredths, perPlace.currency)
}
