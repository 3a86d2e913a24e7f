/** What publishing a study will do, read before it is done. */
import type { Currency, Money, Prolific, Study, StudyFilter } from 'prolific-kit'
import { currencyOf, minor, unlessRefused, workspaceOf } from '../reading.ts'
import { contentOf, type StudyContent } from './content.ts'
import { costOf, type PublishCost } from './cost.ts'
import { doubtsAbout } from './doubts.ts'
import { type Exclusions, exclusionsOf, type MustExclude } from './exclusions.ts'
import { hashOf } from './hash.ts'
import { hourly, type Rates, ratesOf } from './pay.ts'
import { problemsOf } from './problems.ts'
import { type AddressVisit, visitAll } from './visit.ts'

/** What publishing a study will do. Everything is read, nothing is done. */
export interface PublishPlan {
  study: { id: string; name: string; status: string }
  /** Whose wallet pays; nothing, where that is not told. */
  workspace_id?: string
  currency: Currency
  /** Places to fill. */
  places: number
  /** For one approved submission. */
  reward: Money
  /** What participants earn by your estimate of the time. */
  reward_per_hour: Money
  /** The least that Prolific allows for an hour, and what it recommends; nothing, where it does not tell. */
  rates?: Rates
  /** What is locked when the study goes live; `fees` and `vat` are missing where only the total is told. */
  cost: PublishCost
  /** What it may cost, if a budget was given. */
  budget?: Money
  /** What the workspace has at hand; nothing, where its money is not shown to you. */
  wallet?: { before: Money; after: Money }
  /** People who may take part; 0 stands for fewer than 25. Nothing, where it could not be counted. */
  eligible?: number
  /** Who may take part. */
  filters: readonly StudyFilter[]
  /** Who is kept out for what they took part in, or by name. */
  exclusions: Exclusions
  codes: { code: string | null; type: string; actor: string; does: string[] }[]
  /** Where participants go. */
  addresses: string[]
  /** How the addresses answered, if they were visited. */
  visits?: AddressVisit[]
  /** Why it cannot be published. */
  problems: string[]
  /** What is allowed and looks like a slip. */
  doubts: string[]
  /** SHA-256 of all that decides what is published and what it costs: the same hash is the same study. */
  hash: string
}

export interface PublishPlanOptions {
  /** The most that it may cost, with fees and VAT; beyond it the plan has a problem. */
  budget?: Money
  /** Whose participants must be kept out; that one is not is a problem of the plan. */
  mustExclude?: MustExclude
  /**
   * Whether to visit the study's addresses, with values of nobody in place of the placeholders. One that does not answer
   * is a problem of the plan.
   */
  visit?: boolean
  /** Ends the reading. */
  signal?: AbortSignal
}

/**
 * Reads what publishing a study will do. Changes nothing, and needs no database.
 *
 * Throws `RefusedPlanError` where it cannot be learnt what the study costs or in which currency.
 */
export async function planPublishing(
  client: Prolific,
  id: string,
  options: PublishPlanOptions = {},
): Promise<PublishPlan> {
  return (await readPlan(client, id, options)).plan
}

/** The plan, beside what it is the hash of. */
export async function readPlan(
  client: Prolific,
  id: string,
  options: PublishPlanOptions,
): Promise<{ plan: PublishPlan; content: StudyContent }> {
  const { signal, budget, mustExclude, visit = false } = options
  const study = await client.studies.retrieve({ id }, { signal })
  const filters = study.filters ?? []
  const addresses = addressesOf(study)
  const workspace_id = await workspaceOf(client, study, signal)
  const [balance, projected, count, exclusions, visits] = await Promise.all([
    workspace_id && unlessRefused(client.workspaces.getBalance({ workspace_id }, { signal })),
    unlessRefused(client.studies.retrieveCost({ id, is_projected: true }, { signal })),
    unlessRefused(
      client.filters.countParticipants({ filters, ...(workspace_id && { workspace_id }) }, { signal }),
    ),
    exclusionsOf(client, filters, signal),
    visit ? visitAll(addresses, study, signal) : undefined,
  ])
  const told = projected?.rewards
  const code = (balance || undefined)?.currency_code ?? study.currency_code ?? told?.rewards?.currency
  const currency = currencyOf(code, id)
  const rates = await ratesOf(client, { workspace_id, currency, filters, study }, signal)
  const cost = costOf(study, told, currency)
  const before = balance ? minor(balance.available_balance, currency) : undefined
  const content = contentOf(study)
  const facts = {
    study: { id, name: study.name, status: study.status },
    ...(workspace_id && { workspace_id }),
    currency,
    places: study.total_available_places,
    reward: minor(study.reward, currency),
    reward_per_hour: hourly(study, currency),
    ...(rates && { rates }),
    cost,
    ...(budget && { budget }),
    ...(before && { wallet: { before, after: before.minus(cost.total) } }),
    ...(count && { eligible: count.count }),
    filters,
    exclusions,
    codes: codesOf(study),
    addresses,
    ...(visits && { visits }),
  }
  const plan = {
    ...facts,
    problems: problemsOf(study, facts, mustExclude),
    doubts: doubtsAbout(study, facts, client.baseUrl),
    hash: hashOf(content, cost.total),
  }
  return { plan, content }
}

const DOES: Readonly<Record<string, string>> = {
  AUTOMATICALLY_APPROVE: 'approves and pays at once',
  MANUALLY_REVIEW: 'waits for your review',
  ADD_TO_PARTICIPANT_GROUP: 'adds to a group',
  REMOVE_FROM_PARTICIPANT_GROUP: 'takes out of a group',
  REQUEST_RETURN: 'asks for a return',
  DYNAMIC_PAYMENT: 'pays a part of the reward',
  FIXED_SCREEN_OUT_PAYMENT: 'screens out for a fixed reward',
}

function codesOf({ completion_codes = [] }: Study): PublishPlan['codes'] {
  return completion_codes.map(({ code, code_type, actor = 'participant', actions }) => ({
    code,
    type: code_type,
    actor,
    does: actions.length ? actions.map(({ action }) => DOES[action] ?? action) : [DOES.MANUALLY_REVIEW!],
  }))
}

const addressesOf = ({ external_study_url, access_details }: Study): string[] =>
  external_study_url ? [external_study_url] : (access_details ?? []).map(({ external_url }) => external_url)
