/** What a plan is made from: the bonuses that are given, and the wallet that pays them. */
import { readFile } from 'node:fs/promises'
import { type Currency, Money, type Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'
import { currencyOf, unlessRefused, workspaceOf } from '../reading.ts'
import type { BonusInput } from './plan-types.ts'
import type { BonusRow } from './rows.ts'

/** Who gets what, in whichever way it is given. */
export async function sourceOf({ rows, csv, file }: BonusInput): Promise<readonly BonusRow[] | string> {
  const given = [rows, csv, file].filter((one) => one !== undefined)
  if (given.length !== 1) throw new RefusedPlanError('Give the bonuses in one of `rows`, `csv` and `file`.')
  if (rows) return rows
  if (csv !== undefined) return csv
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file!))
  } catch (error) {
    const why = error instanceof TypeError ? 'it is no text in UTF-8' : (error as Error).message
    throw new RefusedPlanError(`The bonuses in ${file} cannot be read: ${why}.`)
  }
}

/** The workspace that pays, and its currency. */
export async function walletOf(
  { client }: Context,
  study: Study,
  signal: AbortSignal | undefined,
): Promise<{ workspace_id: string; currency: Currency }> {
  const workspace_id = await workspaceOf(client, study, signal)
  if (!workspace_id)
    throw new RefusedPlanError(`It cannot be learnt which workspace pays for study ${study.id}.`)
  const code =
    study.currency_code ??
    (await unlessRefused(client.workspaces.getBalance({ workspace_id }, { signal })))?.currency_code
  return { workspace_id, currency: currencyOf(code, study.id) }
}

/** Fees and VAT of bonuses are those of rewards. */
export async function totalOf({ client }: Context, amount: Money): Promise<Money | undefined> {
  const cost = await unlessRefused(
    client.studies.calculateCost({ reward: amount.toMinorUnits(), total_available_places: 1 }),
  )
  return cost && Money.fromMinorUnits(cost.total_cost.toFixed(2), amount.currency)
}
