import { codeOf, timeTaken } from '@prolific-kit/workflows'
import type { Money, SubmissionSummary } from 'prolific-kit'
import { agree } from '../agree.ts'
import { UsageError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { readSelection, type SelectionOptions } from './options.ts'
import { exitCodeFor, type Outcome, summary } from './outcomes.ts'
import { byStatus, type Chosen, choose } from './study.ts'

export interface ReviewOptions extends GlobalOptions, GuardOptions, SelectionOptions {
  study?: string
  dryRun?: boolean
}

/** A decision on many submissions. */
export interface Decision {
  operation: string
  /** What would be done: `approve`. */
  verb: string
  /** What is said of it before the question. */
  tells(chosen: Chosen): Promise<{ what: string; cost?: Money | undefined }>
  carryOut(ids: readonly string[]): Promise<Outcome[]>
}

/** Chooses submissions of a study, shows them, asks, decides on them one request after another, and tells the end. */
export async function decide(session: Session, options: ReviewOptions, decision: Decision): Promise<void> {
  const chosen = await choose(session.client, options.study!, await mustSelect(options))
  const { awaiting, others, study } = chosen
  if (others.length) session.say(`Passed over, as they do not await review: ${byStatus(others)}`)
  if (awaiting.length === 0) session.say(`No submission of study ${study.id} that is meant awaits review.`)
  const row = (result: string) => (submission: SubmissionSummary) => ({ ...rowOf(submission), result })
  if (options.dryRun || awaiting.length === 0) {
    await show(awaiting.map(row(`would be: ${decision.verb}`)), { columns: COLUMNS, ...options })
    return
  }
  const { what, cost } = await decision.tells(chosen)
  await agree({ operation: decision.operation, what, ...(cost && { cost }) }, options)
  const outcomes = await decision.carryOut(awaiting.map(({ id }) => id))
  session.say(summary(outcomes))
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const rows = awaiting.map((submission) => ({
    ...rowOf(submission),
    result: byId.get(submission.id)!.result,
    why: byId.get(submission.id)!.why,
  }))
  await show(rows, { columns: [...COLUMNS, 'why'], ...options })
  process.exitCode = exitCodeFor(outcomes, session.signal.aborted)
}

const COLUMNS = ['id', 'participant_id', 'status', 'code', 'time_taken', 'result']

/** What is shown of a submission that is decided on; the time is in seconds. */
function rowOf(submission: SubmissionSummary) {
  const took = timeTaken(submission)
  return {
    id: submission.id,
    participant_id: submission.participant_id,
    status: submission.status,
    code: codeOf(submission) || null,
    time_taken: took === undefined ? null : Math.round(took / 1000),
  }
}

async function mustSelect(options: ReviewOptions) {
  const selection = await readSelection(options)
  if (!selection)
    throw new UsageError(
      'Say which submissions: --code, --no-code, --status, --min-time, --max-time or --ids. Everything that waits is --status awaiting-review.',
    )
  return selection
}

/** Either one submission by its id, or a study with a selection. */
export function oneOrMany(id: string | undefined, options: ReviewOptions): 'one' | 'many' {
  const { code, status, minTime, maxTime, ids, study } = options
  const selects = [code, status, minTime, maxTime, ids, study].some((one) => one !== undefined)
  if (id !== undefined && selects)
    throw new UsageError('Give either the id of one submission, or --study with a selection, not both.')
  if (id !== undefined) return 'one'
  if (study === undefined)
    throw new UsageError('Give the id of a submission, or --study ID with a selection.')
  return 'many'
}
