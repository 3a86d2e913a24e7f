/** A submission as a watcher keeps it: what a row of a list and a single read both tell, under one name each. */
import type { Submission, SubmissionStatus, SubmissionSummary } from 'prolific-kit'

/** A submission as it was last read. */
export interface WatchedSubmission {
  id: string
  study_id: string
  participant_id: string
  /** Where it stands, in the spelling of the API. */
  status: SubmissionStatus | (string & {})
  /** When it was started, ISO 8601. */
  started_at: string
  /** When it was completed, ISO 8601; null while it is not. */
  completed_at: string | null
  /** The completion code that the participant used. */
  code: string | null
  /** When its return was asked for, ISO 8601. */
  return_requested: string | null
  /** Bonuses that were paid, in minor units; rewards of screen-outs are among them. Null where they are not told. */
  bonus_payments: readonly number[] | null
}

/** From a row of a list. */
export const fromRow = (study_id: string, row: SubmissionSummary): WatchedSubmission => ({
  id: row.id,
  study_id,
  participant_id: row.participant_id,
  status: row.status,
  started_at: row.started_at,
  completed_at: row.completed_at ?? null,
  code: row.study_code ?? row.entered_code ?? null,
  return_requested: row.return_requested ?? null,
  bonus_payments: row.bonus_payments ?? null,
})

/** From a submission that was read by itself. */
export const fromSubmission = (submission: Submission): WatchedSubmission => ({
  id: submission.id,
  study_id: submission.study_id,
  participant_id: submission.participant ?? '',
  status: submission.status,
  started_at: submission.started_at,
  completed_at: submission.completed_at ?? null,
  code: submission.entered_code ?? null,
  return_requested: submission.return_requested ?? null,
  bonus_payments: submission.bonus_payments ?? null,
})

/** What is known after another read: it replaces everything but what it does not tell. */
export const merged = (
  before: WatchedSubmission | undefined,
  read: WatchedSubmission,
): WatchedSubmission => ({
  ...read,
  participant_id: read.participant_id || (before?.participant_id ?? ''),
  bonus_payments: read.bonus_payments ?? before?.bonus_payments ?? null,
})
