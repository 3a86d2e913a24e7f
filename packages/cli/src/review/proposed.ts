/** Proposals of a review as they are shown. */
import type { ReviewAction, ReviewProposal, ReviewRow, ReviewState } from '@prolific-kit/workflows'
import { InvalidArgumentError } from 'commander'
import { plain } from '../output.ts'

/** What can be carried out, in the order in which it is told. */
const SAID: Readonly<Record<ReviewAction, string>> = {
  approve: 'to approve',
  pay_part: 'to pay in part',
  ask_for_return: 'to ask for a return',
  reject: 'to reject',
  leave: 'left to you',
}

/** Actions as commander reads them from the command line. */
export function actions(text: string, before: ReviewAction[] = []): ReviewAction[] {
  const known = Object.keys(SAID).filter((action) => action !== 'leave')
  const named = text.split(',').map((one) => one.trim().toLowerCase().replaceAll('-', '_'))
  if (!named.every((one) => known.includes(one)))
    throw new InvalidArgumentError(`Actions are ${known.join(', ')}, separated by commas.`)
  return [...before, ...(named as ReviewAction[])]
}

export const COLUMNS = ['submission_id', 'participant_id', 'status', 'action', 'reason', 'state']
export const CARRIED_OUT = ['submission_id', 'participant_id', 'action', 'state', 'state_reason']

/** Amounts as decimals of the currency, so that tables and CSV need no second look. */
export const rowOf = ({ amount, at, rule, problem, message, category, ...row }: ReviewRow) => ({
  ...row,
  amount: amount?.toDecimal() ?? null,
  currency: amount?.currency ?? null,
  rule: rule ?? null,
  problem: problem ?? null,
  message: message ?? null,
  category: category ?? null,
  at: at.toISOString(),
})

/** Whether somebody has to look at it: nobody else decides before Prolific does, or a rule wanted what may not be done. */
export const needsPerson = ({ action, status, problem, used_and_not_paid }: ReviewRow): boolean =>
  problem !== undefined || (action === 'leave' && (status === 'AWAITING REVIEW' || used_and_not_paid))

/** Most submissions that are told one by one before anybody is asked; the dry run shows all. */
const MOST_TOLD = 20

/** Puts together what a person is told before they decide. */
export class Summary {
  /** Ids of what would be carried out. */
  readonly chosen: string[] = []
  readonly counts: Record<ReviewAction, number> = {
    approve: 0,
    ask_for_return: 0,
    reject: 0,
    pay_part: 0,
    leave: 0,
  }
  needPerson = 0
  readonly #reasons = new Map<string, number>()
  readonly #singly: string[] = []

  /** `isMeant`: it would be carried out, and is not left or under way. */
  add(row: ReviewRow, isMeant: boolean): void {
    const { action, reason, problem, submission_id, participant_id, amount, message } = row
    if (needsPerson(row)) this.needPerson++
    if (!isMeant && action !== 'leave') return
    // What was never handed in, and nothing is owed for, is nobody's business.
    if (action === 'leave' && !needsPerson(row)) return
    this.counts[action]++
    const why = `${SAID[action]}: ${plain(problem ?? reason)}`
    this.#reasons.set(why, (this.#reasons.get(why) ?? 0) + 1)
    if (action === 'leave') return
    this.chosen.push(submission_id)
    if (action === 'approve') return
    const more = amount ? `, ${amount}` : message !== undefined ? `: “${plain(message).slice(0, 120)}”` : ''
    this.#singly.push(`${action} ${submission_id} of ${participant_id}${more}`)
  }

  lines({ study, used_and_not_paid, problems }: ReviewProposal): string[] {
    const kinds = (Object.keys(SAID) as ReviewAction[]).filter((action) => this.counts[action])
    const told = kinds.map((action) => `${this.counts[action]} ${SAID[action]}`).join(', ')
    const rest = this.#singly.length - MOST_TOLD
    return [
      `Study ${study.id} (${plain(study.name)}): ${told || 'nothing to decide on'}.`,
      ...[...this.#reasons].map(([why, times]) => `  ${times} ${why}`),
      ...this.#singly.slice(0, MOST_TOLD).map((line) => `  ${line}`),
      ...(rest > 0 ? [`  and ${rest} more: --dry-run shows all`] : []),
      ...(used_and_not_paid
        ? [`Used and not paid: ${used_and_not_paid}, whose work your records have.`]
        : []),
      ...problems.map((problem) => `A rule wanted what may not be done: ${plain(problem)}`),
    ]
  }
}

/** `2 done, 1 asked`. */
export const statesOf = (states: ReviewProposal['states']): string =>
  (Object.entries(states) as [ReviewState, number][])
    .filter(([state, count]) => count && state !== 'left' && state !== 'proposed')
    .map(([state, count]) => `${count} ${state}`)
    .join(', ') || 'nothing to do'
