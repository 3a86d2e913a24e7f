/** Does what a person has approved: exactly that, once, and not if the world has changed since. */

import { randomUUID } from 'node:crypto'
import { type Money, ProlificAmbiguousResultError, ProlificError } from 'prolific-kit'
import { RefusedError } from '../exit-codes.ts'
import { call } from '../operations/call.ts'
import type { Desk, Waiting } from './desk.ts'
import { effectOf, operationOf } from './effects.ts'
import { boundTo, type Plan, type Step } from './plan.ts'

/** What became of a plan. */
export interface Outcome {
  outcome: 'done' | 'failed' | 'not known'
  done: { operation: string; answer: unknown }[]
  /** The call that failed, why, and what to do. */
  failed?: { operation: string; why: string }
  not_done?: string[]
}

export function carryOut(desk: Desk, { plan, again }: Waiting): Promise<Outcome> {
  return desk.changing(async () => {
    const now = await again()
    if (boundTo(now, desk.account, desk.baseUrl).plan !== boundTo(plan, desk.account, desk.baseUrl).plan)
      throw new RefusedError(
        `What was approved is not what would happen now: ${difference(plan, now)}. Nothing was done. Look again, and ask for approval again.`,
      )
    const cost = mustBeAllowed(desk, plan)
    const id = randomUUID()
    const study = plan.cost.kind === 'amount' ? plan.cost.study : undefined
    if (cost) desk.spending!.reserve(id, plan.title, cost, study)
    const outcome = await (now.run?.() ?? perform(desk, plan))
    // What surely was not spent does not count. Of several payments one may have happened: then all count.
    const spent = [...outcome.done.map(({ operation }) => operation), ...uncertain(outcome)]
    if (cost && !spent.some((operation) => spends(plan, operation)))
      desk.spending!.release(id, plan.title, cost, study)
    return outcome
  })
}

const uncertain = ({ outcome, failed }: Outcome): string[] =>
  outcome === 'not known' && failed ? [failed.operation] : []

const isSpend = ({ operation, input }: Step): boolean => effectOf(operationOf(operation)!, input) === 'spends'
const spends = (plan: Plan, operation: string): boolean =>
  plan.steps.some((step) => step.operation === operation && isSpend(step))

/** Refuses what the server's mode and limit do not allow; tells what is to be counted. */
export function mustBeAllowed(
  desk: Desk,
  { steps, cost, title }: Pick<Plan, 'steps' | 'cost' | 'title'>,
): Money | undefined {
  if (desk.mode === 'read-only')
    throw new RefusedError(`${title}. This server only reads. A person can start it without --read-only.`)
  if (!steps.some(isSpend) && cost.kind === 'nothing') return undefined
  if (!desk.spending)
    throw new RefusedError(
      `${title}. This server may not spend. A person can start it with --allow-spending --max-cost "50.00 GBP", or do this on the command line. Nothing was done.`,
    )
  if (cost.kind === 'unknown')
    throw new RefusedError(`${title}. What it costs is ${cost.kind}: ${cost.why}. Nothing was done.`)
  if (cost.kind !== 'amount') return undefined
  desk.spending.check(cost.amount)
  return cost.amount
}

async function perform(desk: Desk, { steps }: Plan): Promise<Outcome> {
  const done: Outcome['done'] = []
  for (const [at, step] of steps.entries()) {
    try {
      const answer = await desk.granting([step.operation], () => once(desk, step))
      done.push({ operation: step.operation, answer })
    } catch (error) {
      if (!(error instanceof ProlificError || error instanceof RefusedError)) throw error
      const not_done = steps.slice(at + 1).map(({ operation }) => operation)
      return {
        outcome: error instanceof ProlificAmbiguousResultError ? 'not known' : 'failed',
        done,
        failed: { operation: step.operation, why: error.message },
        ...(not_done.length && { not_done }),
      }
    }
  }
  return { outcome: 'done', done }
}

/** Paying is noted before it is tried: whatever comes of it, it is not tried again. */
async function once(desk: Desk, { operation, input }: Step): Promise<unknown> {
  if (operation === 'bonuses.pay') {
    const setUp = desk.setUps.get(String(input.id))
    if (!setUp || setUp.attempted) throw new RefusedError(`${String(input.id)} was attempted already.`)
    setUp.attempted = true
  }
  return await call(desk.client, operation, input)
}

/** The first thing that is otherwise than it was, in words. */
function difference(before: Plan, after: Plan): string {
  const lines = after.lines.filter((line) => !before.lines.includes(line))
  if (lines.length) return `now it reads “${lines[0]!.trim()}”`
  return JSON.stringify(before.cost) === JSON.stringify(after.cost)
    ? 'the study or the submissions were changed'
    : 'the cost has changed'
}
