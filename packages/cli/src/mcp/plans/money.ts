import { type Currency, Money, type Study } from 'prolific-kit'
import { RefusedError } from '../../exit-codes.ts'
import type { Cost } from '../plan.ts'
import type { Client } from './planner.ts'

/** The workspace whose wallet pays for a study. */
export async function workspaceOf(client: Client, study: Study): Promise<string | undefined> {
  if (study.workspace) return study.workspace
  if (!study.project) return undefined
  return (await client.projects.retrieve({ project_id: study.project })).workspace
}

/** The currency that a study is paid in. */
export async function currencyOf(client: Client, study: Study): Promise<Currency> {
  const workspace = await workspaceOf(client, study)
  const code = workspace
    ? (await client.workspaces.getBalance({ workspace_id: workspace })).currency_code
    : study.currency_code
  if (isCurrency(code)) return code
  throw new RefusedError(
    `Prolific does not tell in which currency the study ${study.id} is paid. Nothing was done.`,
  )
}

/** What so many places at a reward cost, with fees and VAT. */
export async function priceOf(
  client: Client,
  currency: Currency,
  reward: number,
  places: number,
): Promise<Money> {
  if (places === 0 || reward === 0) return Money.fromMinorUnits(0, currency)
  const { total_cost } = await client.studies.calculateCost({ reward, total_available_places: places })
  return Money.fromMinorUnits(total_cost, currency)
}

/** What a study locks when it is published: every place, and every screen-out that it pays for. */
export async function studyCost(client: Client, study: Study): Promise<Money> {
  const currency = await currencyOf(client, study)
  let cost = await priceOf(client, currency, study.reward, study.total_available_places)
  for (const action of (study.completion_codes ?? []).flatMap(({ actions }) => actions ?? []))
    if (action.action === 'FIXED_SCREEN_OUT_PAYMENT' && 'slots' in action && action.slots)
      cost = cost.plus(await priceOf(client, currency, action.fixed_screen_out_reward, action.slots))
  const told = Money.fromMinorUnits(study.total_cost ?? 0, currency)
  return told.compare(cost) > 0 ? told : cost
}

export const amount = (money: Money, study?: string): Cost => ({
  kind: 'amount',
  amount: money,
  ...(study && { study }),
})

/** The wallet's balance in a line. Not bound: it moves by itself. */
export async function walletNote(client: Client, study: Study): Promise<string[]> {
  const workspace_id = await workspaceOf(client, study)
  if (!workspace_id) return []
  const { available_balance, currency_code } = await client.workspaces.getBalance({ workspace_id })
  if (!isCurrency(currency_code)) return []
  return [`The wallet has ${Money.fromMinorUnits(available_balance, currency_code)} at hand.`]
}

export const isCurrency = (code: unknown): code is Currency => code === 'GBP' || code === 'USD'
