/** What more places of a study cost, and whether that is too much. */
import { Money, type Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { currencyOf, minor, unlessRefused, workspaceOf } from '../reading.ts'
import type { PeopleTables } from './tables.ts'

/** What so many more places cost with fees and VAT; nothing, where Prolific does not tell. */
export async function costOfMore(
  { client }: Context,
  study: Study,
  more: number,
  signal: AbortSignal,
): Promise<Money | undefined> {
  const question = { reward: study.reward, total_available_places: more }
  const told = await unlessRefused(client.studies.calculateCost(question, { signal }))
  if (!told) return undefined
  const workspace_id = await workspaceOf(client, study, signal)
  const balance =
    workspace_id !== undefined &&
    (await unlessRefused(client.workspaces.getBalance({ workspace_id }, { signal })))
  const currency = currencyOf((balance || undefined)?.currency_code ?? study.currency_code, study.id)
  return minor(told.total_cost, currency)
}

/** Why they may not be bought, if so. */
export function tooDear(
  { max_cost, max_cost_currency }: Pick<PeopleTables['place_changes'], 'max_cost' | 'max_cost_currency'>,
  cost: Money | undefined,
): string | undefined {
  if (max_cost === null) return undefined
  const most = Money.fromHundredths(max_cost, max_cost_currency!)
  if (!cost) return `Prolific does not tell what they cost, and they may cost ${most}`
  if (cost.currency !== most.currency) return `they cost ${cost}, and the most is given in ${most.currency}`
  return cost.compare(most) > 0 ? `they cost ${cost}, more than ${most}` : undefined
}
