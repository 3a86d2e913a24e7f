import { timeTaken } from '@prolific-kit/workflows'
import { type Currency, Money, type SubmissionSummary } from 'prolific-kit'

/** One submission of an export. Amounts are decimals of `currency`; the answers follow under their own names. */
export type ExportRow = Record<string, unknown>

/** Columns of the demographic export that the submission itself tells. */
const TOLD = new Set([
  'Submission id',
  'Participant id',
  'Status',
  'Started at',
  'Completed at',
  'Time taken',
  'Completion code',
])

/** Submissions with what their participants say about themselves, by the submission's id. */
export function join(
  submissions: readonly SubmissionSummary[],
  demographics: readonly Record<string, string>[],
  currency: Currency | undefined,
): ExportRow[] {
  const answers = new Map(demographics.map((row) => [row['Submission id'], row]))
  const names = Object.keys(demographics[0] ?? {}).filter((name) => !TOLD.has(name))
  return submissions.map((submission) => {
    const own = answers.get(submission.id) ?? {}
    return {
      ...rowOf(submission, currency),
      ...Object.fromEntries(names.map((name) => [name, (own as Record<string, string>)[name] ?? ''])),
    }
  })
}

function rowOf(submission: SubmissionSummary, currency: Currency | undefined): ExportRow {
  const { reward, bonus_payments, ip, strata } = submission
  const took = timeTaken(submission)
  return {
    submission_id: submission.id,
    participant_id: submission.participant_id,
    status: submission.status,
    started_at: submission.started_at,
    completed_at: submission.completed_at ?? null,
    time_taken: took === undefined ? null : Math.round(took / 1000),
    code: submission.study_code ?? submission.entered_code ?? null,
    return_requested: submission.return_requested ?? null,
    // In lists a reward is in hundredths of a minor unit, and bonuses are in minor units.
    reward: currency && reward !== undefined ? Money.fromHundredths(reward, currency).toDecimal() : null,
    bonuses:
      currency && bonus_payments
        ? Money.sum(
            bonus_payments.map((amount) => Money.fromMinorUnits(amount, currency)),
            currency,
          ).toDecimal()
        : null,
    currency: currency ?? null,
    ip: ip ?? null,
    strata: strata ?? null,
  }
}
