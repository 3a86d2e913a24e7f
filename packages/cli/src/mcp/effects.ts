/** What the contract says of the effect of a call, and what an agent may do without a person. */
import { contract, type Effect, type Operation, type OperationName } from 'prolific-kit/contract'

export type Fields = Record<string, unknown>

/** What an agent is let do: only look; work with drafts and people, asking a person; and spend as well. */
export type Mode = 'read-only' | 'default' | 'allow-spending'

export interface Described {
  name: OperationName
  operation: Operation<never>
}

const table = contract as unknown as Readonly<Record<string, Readonly<Record<string, Operation<never>>>>>

/** Every operation of the contract. */
export const operations: readonly Described[] = Object.entries(table).flatMap(([resource, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${resource}.${method}` as OperationName,
    operation,
  })),
)

const byName: ReadonlyMap<string, Described> = new Map(operations.map((one) => [one.name, one]))

/** The operation of this name, whatever the name is. */
export const operationOf = (name: string): Described | undefined => byName.get(name)

/**
 * Calls that let others into the account (new owners and members among them), or send its events elsewhere. The contract calls them writes, but who asks
 * for them on behalf of a participant's text would have all that follows.
 */
const LETS_OTHERS_IN: ReadonlySet<string> = new Set([
  'invitations.create',
  'workspaces.update',
  'projects.update',
  'webhooks.createSubscription',
  'webhooks.updateSubscription',
  'webhooks.confirmSubscription',
])

/** Calls that pay nobody, but after which Prolific does by itself, unless somebody decides otherwise in time. */
const LEADS_TO_PAY: ReadonlySet<string> = new Set(['submissions.unreject'])

/** What a call with this input does. */
export function effectOf({ operation }: Described, input: Fields): Effect {
  const { effect } = operation
  return typeof effect === 'function' ? effect(input as never) : effect
}

/** Every effect that some input of the operation has. */
export function effectsOf({ name, operation }: Described): Effect[] {
  if (typeof operation.effect !== 'function') return [operation.effect]
  return name === 'studies.update' || name.endsWith('.transition') ? ['writes', 'spends'] : ['spends']
}

/** Why a person has to approve a call with this effect; nothing, if nobody has to. */
export function whyAPerson({ name, operation }: Described, effect: Effect): string | undefined {
  if (effect === 'spends') return 'it spends money'
  if (operation.facts.irreversible) return 'it cannot be undone'
  if (effect === 'deletes') return 'it deletes'
  if (LETS_OTHERS_IN.has(name)) return 'it lets others in'
  if (LEADS_TO_PAY.has(name)) return 'it leads to a payment, unless somebody decides otherwise'
  return undefined
}
