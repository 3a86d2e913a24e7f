/** What is known of a submission when it is decided on. */
import type { Currency, Study, Submission, SubmissionSummary } from 'prolific-kit'
import { isFinished, type OwnRecord, type RecordBook } from './records.ts'
import { codeOf, comparable, timeTaken } from './selection.ts'

/** Of the study, what rules and policy look at. */
export interface StudyFacts {
  id: string
  /** What one approved submission earns, in minor units. */
  reward: number
  currency: Currency
  /** Milliseconds that the study is said to take. */
  estimate: number
  /** Its codes, in the form in which codes are compared. */
  codes: readonly StudyCode[]
}

export interface StudyCode {
  /** Null where participants need none. */
  code: string | null
  type: string
  /** As the study writes it, where you may pay a part of the reward by it. */
  dynamicPayment?: string
}

export interface Facts {
  submission: SubmissionSummary
  status: string
  /** What was entered, in the form in which codes are compared; empty, if nothing was. */
  code: string
  /** What the entered code stands for; nothing, if it is none of the study's. */
  codeType: string | undefined
  /** Whether the code, or its lack where none is needed, stands for having completed the study. */
  hasRightCode: boolean
  /** Milliseconds from start to completion. */
  took: number | undefined
  completedAt: Date | undefined
  returnRequested: Date | undefined
  /** Sum of the bonuses, in minor units. */
  bonuses: number
  /** Whether you gave records. */
  hasRecords: boolean
  record: OwnRecord | undefined
  /** Whether your records say that the work was finished. */
  finished: boolean
  /** The submission by itself, where it was read. */
  detail?: Submission
  /** Answers about themselves, where they were read; none, where nothing was kept. */
  demographics?: Readonly<Record<string, unknown>>
  study: StudyFacts
  now: Date
}

/** Kinds of codes that somebody enters who has done the work. */
const COMPLETED = ['COMPLETED', 'SCREENED_IN', 'FOLLOW_UP_STUDY', 'GIVE_BONUS']

export function studyFacts(study: Study, currency: Currency): StudyFacts {
  return {
    id: study.id,
    reward: study.reward,
    currency,
    estimate: study.estimated_completion_time * 60_000,
    codes: (study.completion_codes ?? []).map(({ code, code_type, actions, actor }) => ({
      code: code === null ? null : comparable(code),
      type: code_type,
      ...(code !== null &&
        actor === 'researcher' &&
        actions.some(({ action }) => action === 'DYNAMIC_PAYMENT') && { dynamicPayment: code }),
    })),
  }
}

export interface Sources {
  study: StudyFacts
  now: Date
  records?: RecordBook | undefined
  detail?: Submission | undefined
  demographics?: Readonly<Record<string, unknown>> | undefined
}

/** What a row of the list says, beside what is known from elsewhere. */
export function factsOf(submission: SubmissionSummary, sources: Sources): Facts {
  const { study, records, detail, demographics } = sources
  const record = records?.of(submission.id, submission.participant_id)
  const code = codeOf(submission)
  const known = study.codes.find((one) => (one.code ?? '') === code)
  const codeType = known?.type
  const bonuses = detail?.bonus_payments ?? submission.bonus_payments ?? []
  return {
    submission,
    status: submission.status,
    code,
    codeType,
    hasRightCode: codeType !== undefined && COMPLETED.includes(codeType),
    took: timeTaken(submission),
    completedAt: dateOf(submission.completed_at),
    returnRequested: dateOf(detail?.return_requested ?? submission.return_requested),
    bonuses: bonuses.reduce((sum, one) => sum + one, 0),
    hasRecords: records !== undefined,
    record,
    finished: isFinished(record, records?.finishedField),
    ...(detail && { detail }),
    ...(demographics && { demographics }),
    study,
    now: sources.now,
  }
}

const dateOf = (text: string | null | undefined): Date | undefined => (text ? new Date(text) : undefined)
