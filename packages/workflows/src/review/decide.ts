import type { Money } from 'prolific-kit'
import { RefusedPlanError } from '../errors.ts'
import { amountOf, partOfReward } from './amounts.ts'
import { checkRules, ruleName } from './check-rules.ts'
import type { Facts } from './facts.ts'
import { matches } from './matches.ts'
import { forbidden } from './policy.ts'
import type { ReviewAction, ReviewRule, RuleProposal } from './rules.ts'

/** What is proposed for one submission. */
export interface Decision {
  action: ReviewAction
  reason: string
  /** The rule that spoke; nothing, if none did. */
  rule?: string
  /** What the rule wanted and may not be done, and why. The submission is left then. */
  problem?: string
  /** Whether it cannot be approved, while your records show work that nobody was paid for. */
  usedAndNotPaid?: boolean
  /** What the participant reads. */
  message?: string
  category?: Extract<RuleProposal, { action: 'reject' }>['category']
  /** What `pay_part` pays; by a dynamic payment, what it comes to. */
  amount?: Money
  by?: 'bonus' | 'dynamic_payment'
  percentage?: number
}

/** What rules propose for a submission: the first that speaks decides, and policy has the last word. Pure. */
export function decide(facts: Facts, rules: readonly ReviewRule[]): Decision {
  const isUnpaid = (facts.status === 'TIMED-OUT' || facts.status === 'RETURNED') && facts.bonuses === 0
  const mark = isUnpaid && facts.finished ? { usedAndNotPaid: true } : {}
  for (const [at, rule] of rules.entries()) {
    const proposal = proposalOf(rule, at, facts)
    if (!proposal) continue
    const problem = forbidden(proposal, facts)
    const { reason } = proposal
    const name = ruleName(rule, at)
    if (problem)
      return { action: 'leave', reason, rule: name, problem: `${proposal.action}: ${problem}`, ...mark }
    return { action: proposal.action, reason, rule: name, ...detailsOf(proposal, facts), ...mark }
  }
  return { action: 'leave', reason: silence(facts), ...mark }
}

function proposalOf(rule: ReviewRule, at: number, facts: Facts): RuleProposal | undefined {
  if (typeof rule !== 'function') return matches(rule.when, facts) ? rule.then : undefined
  const proposal = rule(facts)
  if (proposal === undefined) return undefined
  const problems = checkRules([{ when: {}, then: proposal }])
  if (problems.length)
    throw new RefusedPlanError(
      `Rule ${at + 1}, a function, proposed something for submission ${facts.submission.id} that cannot be.`,
      problems.map((problem) => problem.replace(/^rule 1: /, '')),
    )
  return proposal
}

function detailsOf(proposal: RuleProposal, { study }: Facts): Partial<Decision> {
  switch (proposal.action) {
    case 'reject':
      return { message: proposal.message.trim(), category: proposal.category }
    case 'ask_for_return':
      return { message: proposal.message ?? proposal.reason }
    case 'pay_part': {
      const { percentage, by = 'bonus', message } = proposal
      const amount = amountOf(proposal.amount) ?? partOfReward(study.reward, percentage!, study.currency)
      return {
        amount,
        by,
        ...(percentage !== undefined && { percentage }),
        ...(message !== undefined && by === 'dynamic_payment' && { message }),
      }
    }
    default:
      return {}
  }
}

const SILENCE: Readonly<Record<string, string>> = {
  'AWAITING REVIEW': 'no rule speaks about it: look at it yourself',
  ACTIVE: 'still at work',
  RESERVED: 'has not begun',
  APPROVED: 'approved already',
  'PARTIALLY APPROVED': 'paid in part already',
  'SCREENED OUT': 'screened out, and paid for that',
  REJECTED: 'rejected already',
  RETURNED: 'gave the place back',
  'TIMED-OUT': 'ran out of time',
}

const silence = ({ status }: Facts): string => SILENCE[status] ?? `is ${status}`
