/** What deciding on submissions would do. */

import { Money, type Study } from 'prolific-kit'
import { RefusedError } from '../../exit-codes.ts'
import { mustBeHandedIn } from '../../review/handed-in.ts'
import type { Desk } from '../desk.ts'
import type { Fields } from '../effects.ts'
import { type Cost, NOTHING } from '../plan.ts'
import { amount, currencyOf, priceOf } from './money.ts'
import { type Client, idOf, type Planner } from './planner.ts'

/** A submission as an approval binds it. */
interface Decided {
  id: string
  participant: string | undefined
  status: string
  study: string
}

/** Most lines of ids that a person is shown. */
const MOST_SHOWN = 100

export const planApprove: Planner = async (desk, input) => {
  const rows = await decided(desk.client, await idsOf(desk.client, input))
  for (const { id, status } of rows) mustBeHandedIn(id, status)
  return await approving(desk, rows)
}

/** Approves by ids, or by the participants of a study. */
async function idsOf(client: Client, input: Fields): Promise<string[]> {
  const { id, submission_ids, study_id, participant_ids } = input
  if (id !== undefined) return [String(id)]
  if (Array.isArray(submission_ids)) return submission_ids.map(String)
  if (typeof study_id !== 'string' || !Array.isArray(participant_ids))
    throw new RefusedError('Give submission_ids, or study_id and participant_ids.')
  const wanted = new Set(participant_ids.map(String))
  const rows = await client.submissions.list({ study: study_id }).toArray()
  return rows.filter((row) => wanted.has(row.participant_id)).map((row) => row.id)
}

/** Reads submissions by their studies: one list is read, and not a thousand single ones. */
async function decided(client: Client, ids: readonly string[]): Promise<Decided[]> {
  const found = new Map<string, Decided>()
  for (const id of ids) {
    if (found.has(id)) continue
    const one = await client.submissions.retrieve({ id })
    const study = one.study_id
    if (ids.length > 1)
      for await (const row of client.submissions.list({ study }))
        found.set(row.id, { id: row.id, participant: row.participant_id, status: row.status, study })
    found.set(id, { id, participant: one.participant, status: one.status, study })
  }
  return ids.map((id) => found.get(id)!)
}

async function approving(desk: Desk, rows: readonly Decided[]) {
  const { client } = desk
  const lines: string[] = []
  const studies: unknown[] = []
  const costs: Cost[] = []
  for (const id of new Set(rows.map(({ study }) => study))) {
    const study = await client.studies.retrieve({ id })
    const mine = rows.filter((row) => row.study === id)
    const price = await priceOf(client, await currencyOf(client, study), study.reward, mine.length)
    costs.push(desk.spending?.covers(id) ? { kind: 'covered', amount: price, study: id } : amount(price))
    studies.push({ id, name: study.name, reward: study.reward })
    lines.push(`study     ${study.name} (${id}): ${mine.length} are paid, ${price} with fees`, ...shown(mine))
  }
  return { lines, cost: sum(costs), facts: { rows, studies } }
}

/** One cost of several; what is covered and what is not are not mixed, so then all of it counts. */
function sum(costs: readonly Cost[]): Cost {
  const [first] = costs
  if (!first) return NOTHING
  if (costs.length === 1) return first
  const amounts = costs.flatMap((cost) => ('amount' in cost ? [cost.amount] : []))
  return amount(Money.sum(amounts, amounts[0]!.currency))
}

const shown = (rows: readonly Decided[]): string[] => [
  ...rows
    .slice(0, MOST_SHOWN)
    .map(({ id, participant, status }) => `          ${id} of ${participant ?? '?'}, ${status}`),
  ...(rows.length > MOST_SHOWN ? [`          and ${rows.length - MOST_SHOWN} more`] : []),
]

/** A rejection, a request to return: nothing is paid, and it cannot be undone. */
export const planDecision: Planner = async ({ client }, input) => {
  const rows = await decided(client, [idOf(input)])
  const study = await client.studies.retrieve({ id: rows[0]!.study })
  const { id: _, ...rest } = input
  return {
    lines: [
      `study     ${study.name} (${study.id})`,
      ...shown(rows),
      ...Object.entries(rest).map(
        ([field, value]) => `${field.padEnd(9)} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      ),
    ],
    cost: NOTHING,
    facts: { rows },
  }
}

/** What awaits review again is paid if it is approved, and by itself after 21 days. It may lock money for one more place. */
export const planUnreject: Planner = async (desk, input) => {
  const sketch = await planDecision(desk, input)
  const { client } = desk
  const { study_id } = await client.submissions.retrieve({ id: idOf(input) })
  const study = await client.studies.retrieve({ id: study_id })
  const price = await priceOf(client, await currencyOf(client, study), study.reward, 1)
  const outlook = `then      ${price} with fees are paid if it is approved, or if nobody decides within 21 days`
  return { ...sketch, lines: [...sketch.lines, outlook] }
}

/** A completion by your code: at most the reward, or the screen-out's own. */
export const planComplete: Planner = async (desk, input) => {
  const sketch = await planDecision(desk, input)
  const { client } = desk
  const { study_id } = await client.submissions.retrieve({ id: idOf(input) })
  const study = await client.studies.retrieve({ id: study_id })
  const cost = await priceOf(client, await currencyOf(client, study), mostPaid(study), 1)
  return {
    ...sketch,
    cost: amount(cost),
    facts: { ...(sketch.facts as Fields), reward: study.reward, codes: study.completion_codes },
  }
}

function mostPaid(study: Study): number {
  const actions = (study.completion_codes ?? []).flatMap((code) => code.actions ?? [])
  const rewards = actions.map((action) =>
    'fixed_screen_out_reward' in action ? action.fixed_screen_out_reward : 0,
  )
  return Math.max(study.reward, ...rewards)
}

export const planTransition: Planner = (desk, input) => {
  if (input.action === 'APPROVE') return planApprove(desk, { id: input.id })
  if (input.action === 'COMPLETE' || input.action === 'SCREEN_OUT') return planComplete(desk, input)
  if (input.action === 'UNREJECT' || input.action === 'UNRETURN') return planUnreject(desk, input)
  return planDecision(desk, input)
}

/** Screening out by an amount each; by the hour the sum is not known beforehand. */
export const planScreenOut: Planner = async ({ client }, input) => {
  const study = await client.studies.retrieve({ id: idOf(input) })
  const currency = await currencyOf(client, study)
  const ids = Array.isArray(input.submission_ids) ? input.submission_ids.map(String) : []
  const rows = await decided(client, ids)
  const each = input.bonus_per_submission
  const lines = [`study     ${study.name} (${study.id})`, ...shown(rows)]
  const facts = { rows, reward: study.reward }
  if (!(each instanceof Money) || each.currency !== currency)
    return {
      lines,
      facts,
      cost: { kind: 'unknown', why: 'give bonus_per_submission in the study’s currency' },
    }
  const paid = await priceOf(client, currency, each.toMinorUnits(), ids.length)
  const places = input.increase_places ? await priceOf(client, currency, study.reward, ids.length) : undefined
  return {
    lines: [...lines, `pays      ${each} to each of ${ids.length}`],
    facts,
    cost: amount(places ? paid.plus(places) : paid),
  }
}
