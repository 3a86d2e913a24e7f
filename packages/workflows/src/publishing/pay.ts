/** What participants earn an hour, and what they should. */
import { type Currency, Money, type Prolific, type Study, type StudyFilter } from 'prolific-kit'
import { minor, unlessRefused } from '../reading.ts'

export interface Rates {
  /** The least that Prolific allows for an hour. */
  minimum?: Money
  /** What Prolific recommends for an hour. */
  recommended?: Money
}

/** What participants earn an hour by the estimate, rounded down to whole minor units. */
export function hourly({ reward, estimated_completion_time: minutes }: Study, currency: Currency): Money {
  return Money.fromMinorUnits(Math.floor((reward * 60) / Math.max(1, minutes)), currency)
}

interface Question {
  workspace_id: string | undefined
  currency: Currency
  filters: readonly StudyFilter[]
  study: Study
}

/** The rates for a study with such filters; some call for a higher reward. */
export async function ratesOf(
  client: Prolific,
  { workspace_id, currency, filters, study }: Question,
  signal?: AbortSignal,
): Promise<Rates | undefined> {
  const screener_ids = [...new Set(filters.flatMap(idsOf))]
  const list =
    workspace_id === undefined
      ? undefined
      : await unlessRefused(
          client.rewardRecommendations.list(
            { workspace_id, currency, ...(screener_ids.length > 0 && { screener_ids }) },
            { signal },
          ),
        )
  const told = list?.rows[0]
  const least = told?.min_reward_per_hour ?? study.minimum_reward_per_hour
  const good = told?.recommended_reward_per_hour
  if (least === undefined && good === undefined) return undefined
  return {
    ...(least !== undefined && { minimum: minor(least, currency) }),
    ...(good !== undefined && { recommended: minor(good, currency) }),
  }
}

const idsOf = (filter: StudyFilter): string[] =>
  'selected_filters' in filter ? filter.selected_filters.flatMap(idsOf) : [filter.filter_id]
