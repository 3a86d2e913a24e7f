/** What nobody may do to a participant, whatever the rules say. */

import { amountOf } from './amounts.ts'
import type { Facts } from './facts.ts'
import type { RuleProposal } from './rules.ts'

const DAY = 86_400_000
/** Days after completion, at whose end Prolific approves by itself. */
export const APPROVED_AFTER = 21 * DAY
/** Milliseconds that participants have to answer a request for return. */
export const RETURN_WINDOW = 7 * DAY
/** The least that Prolific takes as the reason of a rejection, in characters. */
export const SHORTEST_MESSAGE = 100

/** Kinds of codes that tell that somebody did not fit, for which nobody is rejected. */
const SCREENED_OUT = ['SCREENED_OUT', 'FIXED_SCREENOUT', 'INCOMPATIBLE_DEVICE', 'NO_CONSENT']
const ABOUT_MISSING_WORK = ['NO_CODE', 'BAD_CODE', 'NO_DATA']

/** When Prolific approves it by itself, if nobody decides. */
export const autoApprovalOf = ({ completedAt }: Pick<Facts, 'completedAt'>): Date | undefined =>
  completedAt && new Date(completedAt.getTime() + APPROVED_AFTER)

/** Why a proposal may not be carried out; nothing, if it may. */
export function forbidden(proposal: RuleProposal, facts: Facts): string | undefined {
  switch (proposal.action) {
    case 'leave':
      return undefined
    case 'approve':
      return mayNotApprove(facts)
    case 'ask_for_return':
      return mayNotAsk(facts)
    case 'reject':
      return mayNotReject(proposal, facts)
    case 'pay_part':
      return mayNotPay(proposal, facts)
  }
}

function mayNotApprove({ status }: Facts): string | undefined {
  if (status === 'TIMED-OUT' || status === 'RETURNED')
    return `a submission that is ${status} cannot be approved: pay its participant by a bonus (pay_part)`
  if (!['AWAITING REVIEW', 'ACTIVE', 'RESERVED'].includes(status))
    return `it is ${status}, and only what awaits review can be approved`
  return undefined
}

function mayNotAsk({ status, returnRequested }: Facts): string | undefined {
  if (status !== 'AWAITING REVIEW') return `it is ${status}, and only what awaits review can be asked back`
  if (returnRequested) return `a return was asked for already, on ${day(returnRequested)}`
  return undefined
}

function mayNotReject(
  { message, category }: Extract<RuleProposal, { action: 'reject' }>,
  facts: Facts,
): string | undefined {
  const { status, now, returnRequested, codeType, hasRecords, finished, record } = facts
  if (status !== 'AWAITING REVIEW') return `it is ${status}, and only what awaits review can be rejected`
  if ([...message.trim()].length < SHORTEST_MESSAGE)
    return `the message has ${[...message.trim()].length} characters, and Prolific takes ${SHORTEST_MESSAGE} or more`
  const end = autoApprovalOf(facts)
  if (!end || end <= now) return 'the 21 days are over in which a submission can be rejected'
  if (returnRequested && now.getTime() - returnRequested.getTime() < RETURN_WINDOW)
    return `a return was asked for on ${day(returnRequested)}: participants have 7 days to answer`
  if (category === 'TOO_SLOWLY')
    return 'being slow is no reason to reject: Prolific limits the time by itself'
  if (codeType !== undefined && SCREENED_OUT.includes(codeType))
    return `its code says ${codeType}: nobody is rejected for not fitting`
  if (ABOUT_MISSING_WORK.includes(category) && hasRecords && (finished || (category === 'NO_DATA' && record)))
    return `your own records have the work, so that ${category} is no reason to reject`
  return undefined
}

function mayNotPay(
  proposal: Extract<RuleProposal, { action: 'pay_part' }>,
  facts: Facts,
): string | undefined {
  const { status, study } = facts
  if (proposal.by === 'dynamic_payment') {
    if (status !== 'TIMED-OUT') return `it is ${status}: a dynamic payment is for what has timed out`
    return study.codes.some(({ dynamicPayment }) => dynamicPayment !== undefined)
      ? undefined
      : 'the study has no code with the action DYNAMIC_PAYMENT whose actor is the researcher'
  }
  if (status === 'AWAITING REVIEW')
    return 'it awaits review: ask for its return first, or Prolific pays the whole reward beside the part'
  if (status !== 'RETURNED' && status !== 'TIMED-OUT')
    return `it is ${status}, and only what was returned or timed out is paid in part`
  const amount = amountOf(proposal.amount)
  if (amount && amount.currency !== study.currency)
    return `${amount} is in ${amount.currency}, and the study pays in ${study.currency}`
  return undefined
}

const day = (date: Date): string => date.toISOString().slice(0, 10)
