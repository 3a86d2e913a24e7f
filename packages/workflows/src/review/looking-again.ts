/** What is still right to do with a submission, by what it is now. Pure. */
import type { Submission, SubmissionSummary } from 'prolific-kit'
import { type Facts, factsOf, type StudyFacts } from './facts.ts'
import { forbidden } from './policy.ts'
import { decisionOf } from './proposal.ts'
import type { RuleProposal } from './rules.ts'
import type { ReviewTables } from './tables.ts'

export interface Looked {
  row: ReviewTables['review_rows']
  /** `attempted`: its request is to be sent now. */
  to: 'ready' | 'waiting' | 'attempted' | 'done' | 'left'
  why: string
}

type Way = Omit<Looked, 'row'>

/** Statuses in which nothing can be told or done yet. */
export const AT_WORK: readonly string[] = ['RESERVED', 'ACTIVE', 'PROCESSING', 'UNKNOWN']

export function lookAgain(
  proposal: Pick<ReviewTables['review_proposals'], 'study'>,
  row: ReviewTables['review_rows'],
  saw: Submission,
  now: Date,
): Way {
  const decision = decisionOf(row)
  const { status } = saw
  if (decision.action === 'approve') return approval(row, saw)
  if (decision.action === 'reject' && status === 'REJECTED') return { to: 'done', why: 'rejected already' }
  if (decision.action === 'pay_part') {
    const changed = changeOf(row, saw)
    if (changed) return { to: 'left', why: changed }
  }
  const problem = forbidden(decision as RuleProposal, factsNow(proposal.study as StudyFacts, row, saw, now))
  if (problem) return { to: 'left', why: `changed since it was proposed: ${problem}` }
  if (decision.action === 'pay_part' && decision.by !== 'dynamic_payment')
    return { to: 'ready', why: 'to be paid by a bonus' }
  return { to: 'attempted', why: 'is being asked for' }
}

function approval(row: ReviewTables['review_rows'], saw: Submission): Way {
  const { status } = saw
  if (status === 'APPROVED') return { to: 'done', why: 'approved already' }
  if (AT_WORK.includes(status)) return { to: 'waiting', why: `is ${status}: waits until it is handed in` }
  if (status !== 'AWAITING REVIEW')
    return { to: 'left', why: `changed since it was proposed: it is ${status}, and cannot be approved` }
  if (saw.return_requested && !row.return_requested)
    return { to: 'left', why: 'changed since it was proposed: a return was asked for' }
  return { to: 'ready', why: 'looked at again: awaits review' }
}

function changeOf(row: ReviewTables['review_rows'], saw: Submission): string | undefined {
  const bonuses = (saw.bonus_payments ?? []).reduce((sum, one) => sum + one, 0)
  if (saw.status !== row.status)
    return `changed since it was proposed: it is ${saw.status}, and was ${row.status}`
  if (bonuses !== Number(row.bonuses)) return 'changed since it was proposed: a bonus was paid'
  return undefined
}

/** The facts that policy looks at, as they are now. Of your records, what the decision knew of them. */
function factsNow(study: StudyFacts, row: ReviewTables['review_rows'], saw: Submission, now: Date): Facts {
  const submission = {
    ...(row.submission as SubmissionSummary),
    status: saw.status,
    completed_at: saw.completed_at ?? null,
    return_requested: saw.return_requested ?? null,
  }
  return factsOf(submission, { study, now, detail: saw })
}
