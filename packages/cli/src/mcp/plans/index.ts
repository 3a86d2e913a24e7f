/** From a call to a plan that a person can decide on. */

import { checkInput } from 'prolific-kit'
import type { OperationName } from 'prolific-kit/contract'
import { RefusedError } from '../../exit-codes.ts'
import type { Desk } from '../desk.ts'
import { effectOf, operationOf, whyAPerson } from '../effects.ts'
import { NOTHING, type Plan, type Step } from '../plan.ts'
import { planPay } from './bonuses.ts'
import type { Planner } from './planner.ts'
import * as studies from './studies.ts'
import * as submissions from './submissions.ts'

/** Calls that are read up before a person is asked. Whatever spends is among them. */
export const planners: Readonly<Partial<Record<OperationName, Planner>>> = {
  'bonuses.pay': planPay,
  'studies.publish': studies.planPublish,
  'studies.schedulePublish': studies.planPublish,
  'studies.start': studies.planStart,
  'studies.transition': studies.planTransition,
  'studies.update': studies.planUpdate,
  'studies.createTest': studies.planTestStudy,
  'studies.screenOutSubmissions': submissions.planScreenOut,
  'studyCollections.transition': studies.planCollection,
  'studyCollections.update': studies.planCollection,
  'submissions.approve': submissions.planApprove,
  'submissions.bulkApprove': submissions.planApprove,
  'submissions.complete': submissions.planComplete,
  'submissions.transition': submissions.planTransition,
  'submissions.reject': submissions.planDecision,
  'submissions.unreject': submissions.planUnreject,
  'submissions.requestReturn': submissions.planDecision,
}

/** Reads up a call. */
export async function planCall(desk: Desk, step: Step): Promise<Plan> {
  const described = operationOf(step.operation)!
  const effect = effectOf(described, step.input)
  await mustBeValid(step)
  const planner = planners[step.operation]
  if (effect === 'spends' && !planner)
    throw new RefusedError(
      `${step.operation} spends, and what it would cost cannot be told. Use the command line.`,
    )
  const why = whyAPerson(described, effect) ?? 'it changes what is live'
  const sketch = planner
    ? await planner(desk, step.input)
    : { lines: inputLines(step), cost: NOTHING, facts: {} }
  return {
    title: `${step.operation}: ${why}`,
    lines: sketch.lines,
    cost: sketch.cost,
    steps: [step],
    facts: sketch.facts,
    notes: ('notes' in sketch && sketch.notes) || [],
  }
}

/** Nobody is asked to approve what could not be sent. */
async function mustBeValid({ operation, input }: Step): Promise<void> {
  const { facts } = operationOf(operation)!.operation
  const { problems } = await checkInput(operation, { ...facts.defaults, ...input })
  if (problems.length)
    throw new RefusedError(
      `${operation} would be refused: ${problems.map(({ field, message }) => `${field} ${message}`).join('; ')}`,
    )
}

/** An input as lines, cut where it is long: the digest binds all of it. */
const inputLines = ({ input }: Step): string[] =>
  Object.entries(input).map(([field, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `${field.padEnd(9)} ${text.length > 1500 ? `${text.slice(0, 1500)} … (${text.length} characters)` : text}`
  })
