/** Does what a person has approved: exactly that, once, and not if the world has changed since. */

import { randomUUID } from 'node:crypto'
import { confirm, type Money, ProlificAmbiguousResultError, ProlificError } from 'prolific-kit'
import { RefusedError } from '../exit-codes.ts'
import { call } from '../operations/call.ts'
import { approve } from './approve.ts'
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
    const { operation, input } = step
    const ids = operation === 'submissions.bulkApprove' ? input.submission_ids : undefined
    const made = Array.isArray(ids) ? await approve(desk, ids.map(String)) : await make(desk, step)
    if ('answer' in made) done.push({ operation, answer: made.answer })
    if (!('why' in made)) continue
    const not_done = steps.slice(at + 1).map(({ operation }) => operation)
    return {
      outcome: made.outcome,
      done,
      failed: { operation, why: made.why },
      ...(not_done.length && { not_done }),
    }
  }
  return { outcome: 'done', done }
}

/** What became of one step: its answer, why it ended otherwise, or both where a part of it was done. */
export type Made = { answer: unknown } | { answer?: unknown; outcome: 'failed' | 'not known'; why: string }

async function make(desk: Desk, step: Step): Promise<Made> {
  try {
    return { answer: await desk.granting([step.operation], () => once(desk, step)) }
  } catch (error) {
    if (error instanceof ProlificAmbiguousResultError) return await lookedFor(desk, step, error)
    if (!(error instanceof ProlificError || error instanceof RefusedError)) throw error
    return { outcome: 'failed', why: error.message }
  }
}

/** After a lost answer: reads whether it happened. Nothing is asked for again, and what does not show may yet come. */
async function lookedFor(desk: Desk, { input }: Step, error: ProlificAmbiguousResultError): Promise<Made> {
  const notKnown = (more: string): Made => ({ outcome: 'not known', why: `${error.message}${more}` })
  if (!READ_BACK.includes(error.operation) || typeof input.id !== 'string') return notKnown('')
  try {
    const { outcome, why, saw } = await confirm(desk.client, error, { id: input.id })
    return outcome === 'happened' ? { answer: saw } : notKnown(` ${why}, a moment later.`)
  } catch (failure) {
    if (!(failure instanceof ProlificError)) throw failure
    return notKnown('')
  }
}

/** What `confirm` reads back by an id. */
const READ_BACK = [
  'studies.publish',
  'submissions.approve',
  'submissions.reject',
  'submissions.unreject',
  'submissions.complete',
]

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
