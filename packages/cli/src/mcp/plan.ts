/** A plan: the calls that an agent wants made, what they cost at most, and what they were planned from. */
import type { Money } from 'prolific-kit'
import type { OperationName } from 'prolific-kit/contract'
import { digest } from '../approvals/digest.ts'
import type { Bound } from '../approvals/store.ts'
import type { Outcome } from './carry-out.ts'
import type { Fields } from './effects.ts'

export interface Step {
  operation: OperationName
  input: Fields
}

/** What a plan costs. */
export type Cost =
  | { kind: 'nothing' }
  /** At most so much. `study` is the one whose places it pays, if it is one. */
  | { kind: 'amount'; amount: Money; study?: string }
  /** Paid from what was locked and counted when the study was published. */
  | { kind: 'covered'; amount: Money; study: string }
  | { kind: 'unknown'; why: string }

export interface Plan {
  /** One line: what will be done. */
  title: string
  /** The details, line by line. They are bound: if one of them changes, the approval is void. */
  lines: string[]
  cost: Cost
  /** Made one after another, until one fails. */
  steps: Step[]
  /** What was read to plan: if it reads otherwise before the calls are made, they are not made. */
  facts: unknown
  /** Makes the calls, where they are not simply made one after another. */
  run?: () => Promise<Outcome>
  /** What a person should know and what may change in the meantime. */
  notes: string[]
}

export const NOTHING: Cost = { kind: 'nothing' }

/** What an approval of the plan is bound to. */
export function boundTo(plan: Plan, account: string, baseUrl: string): Bound {
  const { title, lines, cost, steps, facts } = plan
  return {
    title,
    lines,
    cost: costText(cost),
    account,
    baseUrl,
    plan: digest({ title, lines, cost, steps, facts, account, baseUrl }),
  }
}

export function costText(cost: Cost): string | undefined {
  if (cost.kind === 'nothing') return undefined
  if (cost.kind === 'unknown') return `not known: ${cost.why}`
  return cost.kind === 'covered'
    ? `${cost.amount}, out of what was locked when the study was published`
    : `at most ${cost.amount}`
}
