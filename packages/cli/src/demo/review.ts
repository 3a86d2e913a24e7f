/** How a careful researcher reviews what was handed in: a rule for each case, the participant's good faith first. */
import { SubmissionStatus, type SubmissionSummary } from 'prolific-kit'

export interface Decision {
  action: 'approve' | 'reject' | 'leave'
  /** Why, in words for the report. */
  reason: string
  /** What the participant is told, where a rejection needs it. */
  message?: string
  category?: 'NO_CODE' | 'BAD_CODE' | 'FAILED_CHECK'
}

export interface Expected {
  /** Codes of the study by their type. */
  codes: readonly { code: string | null; code_type: string }[]
  estimatedMinutes: number
}

/** Below this part of the estimated time nobody can have read the instructions. */
const TOO_FAST = 0.25

/** What to do with one submission. Only AWAITING REVIEW is ever decided on: the others are not ours to decide. */
export function review(submission: SubmissionSummary, { codes, estimatedMinutes }: Expected): Decision {
  switch (submission.status) {
    case SubmissionStatus.AWAITING_REVIEW:
      break
    case SubmissionStatus.APPROVED:
      return { action: 'leave', reason: 'approved by its completion code' }
    case SubmissionStatus.RETURNED:
      return { action: 'leave', reason: 'gave the place back; nothing is owed' }
    case SubmissionStatus.TIMED_OUT:
      return { action: 'leave', reason: 'ran out of time and handed nothing in; nothing is owed' }
    case SubmissionStatus.SCREENED_OUT:
      return { action: 'leave', reason: 'screened out and paid for it by the completion code' }
    default:
      return { action: 'leave', reason: `still ${submission.status}` }
  }
  const minutes = minutesTaken(submission)
  const fast = minutes !== undefined && minutes < estimatedMinutes * TOO_FAST
  const spent = minutes === undefined ? 'an unknown time' : `${minutes.toFixed(1)} minutes`
  const entered = codeOf(submission)
  const known = codes.find(({ code }) => code?.toUpperCase() === entered)

  if (known?.code_type === 'FAILED_ATTENTION_CHECK' && fast) {
    return rejection(
      'FAILED_CHECK',
      `failed the check after ${spent}`,
      `the code that you entered is shown to those who do not pass the check of attention, and the study took you ${spent} of the ${estimatedMinutes} that it needs`,
    )
  }
  if (known?.code_type === 'FAILED_ATTENTION_CHECK')
    return { action: 'approve', reason: `failed one check but worked for ${spent}: one slip is human` }
  if (known && fast)
    return {
      action: 'approve',
      reason: `right code after ${spent} only: paid, and its answers are looked at`,
    }
  if (known) return { action: 'approve', reason: 'right code' }
  if (fast) {
    const category = entered ? 'BAD_CODE' : 'NO_CODE'
    return rejection(
      category,
      `${entered ? 'wrong' : 'no'} code, after ${spent}`,
      `there is no completion code of this study in your submission, and it was handed in after ${spent} of the ${estimatedMinutes} that the study needs`,
    )
  }
  return {
    action: 'approve',
    reason: `${entered ? 'wrong' : 'no'} code, but worked for ${spent}: the work counts`,
  }
}

/** A rejection says what happened and what to do, in at least the 100 characters that Prolific demands. */
function rejection(category: NonNullable<Decision['category']>, reason: string, finding: string): Decision {
  return {
    action: 'reject',
    category,
    reason,
    message: `We could not accept your submission: ${finding}. If something went wrong on our side, please write to us and we will look at it again.`,
  }
}

/** What Prolific shows as the code of those who entered none. */
const NONE = 'NOCODE'

/** The code that was entered, in capitals; empty where there is none. */
function codeOf({ study_code }: SubmissionSummary): string {
  const code = study_code?.trim().toUpperCase() ?? ''
  return code === NONE ? '' : code
}

export function minutesTaken({ started_at, completed_at }: SubmissionSummary): number | undefined {
  if (!started_at || !completed_at) return undefined
  return (Date.parse(completed_at) - Date.parse(started_at)) / 60_000
}
