/** Proposals as they are told. */
import { createHash } from 'node:crypto'
import { type Currency, Money } from 'prolific-kit'
import type { Database } from '../database/database.ts'
import { RefusedPlanError } from '../errors.ts'
import type { Decision } from './decide.ts'
import type { ReviewAction } from './rules.ts'
import type { ReviewState } from './states.ts'
import type { ReviewTables } from './tables.ts'

/** What is proposed for a study, in numbers. `review.rows(id)` and `review.report(id)` tell it of each submission. */
export interface ReviewProposal {
  id: string
  /** Of what is proposed for whom: `carryOut(proposal)` refuses if this is not what was kept. */
  hash: string
  study: { id: string; name: string }
  at: Date
  why: string | null
  currency: Currency
  /** How many submissions there are for each action. */
  counts: Readonly<Record<ReviewAction, number>>
  /** How many submissions stand where. */
  states: Readonly<Partial<Record<ReviewState, number>>>
  /** What approving costs, with fees and VAT; nothing, where it is not told. */
  cost: Money | undefined
  /** What partial payments come to, before fees and VAT. */
  parts: Money
  /** People whose work your records have, and who were not paid for it. */
  used_and_not_paid: number
  /** What rules wanted and may not be done, each reason once, with how often. */
  problems: string[]
}

/** One submission of a proposal. */
export interface ReviewRow {
  submission_id: string
  participant_id: string
  /** Where it stood when it was decided on. */
  status: string
  action: ReviewAction
  /** Why it is proposed. */
  reason: string
  /** The rule that spoke; nothing, if none did. */
  rule: string | undefined
  /** What the rule wanted, and why it may not be done. */
  problem: string | undefined
  /** Whether your records have its work, and nobody was paid for it. */
  used_and_not_paid: boolean
  message: string | undefined
  category: string | undefined
  /** What `pay_part` pays. */
  amount: Money | undefined
  state: ReviewState
  /** Why it stands as it stands. */
  state_reason: string
  /** Since when. */
  at: Date
}

type Kept = ReviewTables['review_rows']

export function rowOf(row: Kept): ReviewRow {
  const decision = decisionOf(row)
  return {
    submission_id: row.submission_id,
    participant_id: row.participant_id,
    status: row.status,
    action: decision.action,
    reason: decision.reason,
    rule: decision.rule,
    problem: decision.problem,
    used_and_not_paid: decision.usedAndNotPaid === true,
    message: decision.message,
    category: decision.category,
    amount: decision.amount,
    state: row.state,
    state_reason: row.reason ?? decision.reason,
    at: row.changed_at,
  }
}

/** A decision, with its amount as `Money` again. */
export function decisionOf({ decision }: Pick<Kept, 'decision'>): Decision {
  const { amount, ...rest } = decision as Omit<Decision, 'amount'> & {
    amount?: { amount: string; currency: Currency }
  }
  return { ...rest, ...(amount && { amount: Money.parse(amount.amount, amount.currency) }) }
}

const ROWS_AT_ONCE = 1000

/** The rows of a proposal in the order of their ids, so many at a time. */
export async function* keptRows(
  db: Database,
  proposal_id: string,
  states?: readonly ReviewState[],
): AsyncIterableIterator<Kept[]> {
  for (let after = ''; ; ) {
    let query = db
      .selectFrom('review_rows')
      .selectAll()
      .where('proposal_id', '=', proposal_id)
      .where('submission_id', '>', after)
    if (states) query = query.where('state', 'in', [...states])
    const rows = await query.orderBy('submission_id').limit(ROWS_AT_ONCE).execute()
    if (rows.length) yield rows
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)!.submission_id
  }
}

export async function proposalById(db: Database, id: string): Promise<ReviewTables['review_proposals']> {
  const found = /^[0-9a-f-]{36}$/i.test(id)
    ? await db.selectFrom('review_proposals').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!found) throw new RefusedPlanError(`There is no proposal ${id} in this database. Nothing was done.`)
  return found
}

/** Reads all rows once: what they come to, and the hash of what is proposed. */
export async function summed(db: Database, kept: ReviewTables['review_proposals']): Promise<ReviewProposal> {
  const counts = { approve: 0, ask_for_return: 0, reject: 0, pay_part: 0, leave: 0 }
  const states: Partial<Record<ReviewState, number>> = {}
  const problems = new Map<string, number>()
  const hash = createHash('sha256').update(kept.study_id)
  let parts = Money.fromHundredths(0, kept.currency)
  let used = 0
  for await (const rows of keptRows(db, kept.id))
    for (const row of rows) {
      const decision = decisionOf(row)
      counts[decision.action]++
      states[row.state] = (states[row.state] ?? 0) + 1
      if (decision.usedAndNotPaid) used++
      if (decision.problem) problems.set(decision.problem, (problems.get(decision.problem) ?? 0) + 1)
      if (decision.amount) parts = parts.plus(decision.amount)
      hash.update(
        JSON.stringify([
          row.submission_id,
          row.status,
          decision.action,
          decision.reason,
          decision.message,
          decision.category,
          decision.amount?.toHundredths(),
          decision.by,
          decision.percentage,
        ]),
      )
    }
  return {
    id: kept.id,
    hash: hash.digest('hex'),
    study: { id: kept.study_id, name: kept.study_name },
    at: kept.created_at,
    why: kept.why,
    currency: kept.currency,
    counts,
    states,
    cost: kept.cost === null ? undefined : Money.fromHundredths(kept.cost, kept.currency),
    parts,
    used_and_not_paid: used,
    problems: [...problems].map(([problem, times]) => `${problem}${times > 1 ? ` (${times} times)` : ''}`),
  }
}
