/** Makes a call for an agent: at once if it needs no person, and otherwise not before one has approved. */

import { money, type Pages } from 'prolific-kit'
import type { OperationName } from 'prolific-kit/contract'
import { RefusedError } from '../exit-codes.ts'
import { call } from '../operations/call.ts'
import { type NeedsApproval, type Person, propose } from './ask-person.ts'
import type { Outcome } from './carry-out.ts'
import type { Desk } from './desk.ts'
import { type Described, effectOf, type Fields, whyAPerson } from './effects.ts'
import { planCall } from './plans/index.ts'
import { isMereDraft } from './plans/studies.ts'
import { recordSetUp } from './set-ups.ts'
import { ROWS } from './small.ts'
import { marked } from './untrusted.ts'

/** Which rows of a list are wanted. */
export interface Rows {
  offset?: number
  limit?: number
}

/** Calls an operation by name. What participants wrote is marked in the answer. */
export async function execute(
  desk: Desk,
  person: Person,
  described: Described,
  given: Fields,
  rows: Rows = {},
): Promise<unknown> {
  const { name, operation } = described
  const input = withMoney(given)
  const effect = effectOf(described, input)
  if (effect === 'reads') {
    const answer = call(desk.client, name, input)
    return marked(name, operation.pages ? await some(answer as Pages<unknown>, rows) : await answer)
  }
  if (desk.mode === 'read-only')
    throw new RefusedError(
      `${name} changes something, and this server only reads. A person can start it without --read-only.`,
    )
  const ask = () => propose(desk, person, () => planCall(desk, { operation: name, input }))
  if (Object.hasOwn(DRAFTS, name)) {
    const answer = await changeDraft(desk, name, DRAFTS[name]!, input)
    return told(answer ? answer.data : await ask())
  }
  if (whyAPerson(described, effect)) return told(await ask())
  if (name === 'bonuses.setUp') return desk.changing(() => recordSetUp(desk, input))
  return marked(name, await desk.changing(async () => await call(desk.client, name, input)))
}

/**
 * A draft is the agent's to change, its places too: it costs nothing before a person approves its publishing, as it is
 * then. Nothing, if it is live or will go live by itself.
 */
function changeDraft(
  desk: Desk,
  name: OperationName,
  isDraft: (desk: Desk, input: Fields) => Promise<boolean>,
  input: Fields,
): Promise<{ data: unknown } | undefined> {
  return desk.changing(async () => {
    if (!(await isDraft(desk, input))) return undefined
    return { data: await desk.granting([name], async () => await call(desk.client, name, input)) }
  })
}

/** Whether what a change is about is seen by nobody yet. Participants may be at work on the tasks of a batch that was set up. */
const DRAFTS: Readonly<Partial<Record<OperationName, (desk: Desk, input: Fields) => Promise<boolean>>>> = {
  'studies.update': (desk, { id }) => isMereDraft(desk, String(id)),
  'studyCollections.update': async ({ client }, { id }) =>
    (await client.studyCollections.retrieve({ id: String(id) })).status === 'UNPUBLISHED',
  'batches.update': async ({ client }, { batch_id }) =>
    (await client.batches.retrieve({ batch_id: String(batch_id) })).status === 'UNINITIALISED',
}

/** What came of a plan, its answers marked as any others. */
export function told(answer: Outcome | NeedsApproval | unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer)) return answer
  const outcome = answer as Outcome
  return {
    ...outcome,
    done: outcome.done.map(({ operation, answer }) => ({
      operation,
      answer: brief(marked(operation, answer)),
    })),
  }
}

/** Of a thing that was changed, what tells it apart: all of it can be read again. */
function brief(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return answer
  const { id, name, status } = answer as Fields
  return { id, ...(name !== undefined && { name }), ...(status !== undefined && { status }) }
}

async function some(list: Pages<unknown>, { offset = 0, limit = ROWS }: Rows): Promise<unknown> {
  const found = await list.toArray({ limit: offset + limit + 1 })
  const rows = found.slice(offset, offset + limit)
  const more = found.length > offset + limit
  return { rows, ...(more && { more: `There are more rows: ask with offset ${offset + limit}` }) }
}

/** Amounts, which JSON has no type for: `4.25 GBP` becomes Money where the contract takes it. */
const MONEY = new Set([
  'amount',
  'bonus_per_submission',
  'reward_per_hour',
  'reward',
  'fixed_screen_out_reward',
])

export function withMoney<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withMoney) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      MONEY.has(name) && typeof one === 'string' ? amountOf(one) : withMoney(one),
    ]),
  ) as T
}

function amountOf(words: string): unknown {
  const match = /^(\d+(?:\.\d+)?) (GBP|USD)$/.exec(words)
  // What is no amount is for the client's own check to refuse.
  return match ? money(match[1]!, match[2] as 'GBP' | 'USD') : words
}
