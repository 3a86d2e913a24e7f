import type { Money, Prolific } from 'prolific-kit'
import type { Effect, OperationName } from 'prolific-kit/contract'

/** Other ways to publish a draft: they lock its full cost too, and so need a limit as `studies publish` does. */
export const LOCKING: readonly OperationName[] = ['studies.transition', 'studies.schedulePublish']

/** The cost that a call locks, where it publishes a draft. Recruiting again locks nothing that is known beforehand. */
export async function lockedCost(
  client: Prolific,
  name: OperationName,
  effect: Effect,
  { id, action = 'SCHEDULE_PUBLISH' }: Readonly<Record<string, unknown>>,
): Promise<Money | undefined> {
  const publishes = action === 'PUBLISH' || action === 'SCHEDULE_PUBLISH'
  if (effect !== 'spends' || !publishes || !LOCKING.includes(name)) return undefined
  const { planPublishing } = await import('@prolific-kit/workflows')
  return (await planPublishing(client, String(id))).cost.total
}
