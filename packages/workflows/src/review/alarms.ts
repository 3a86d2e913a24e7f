/** What Prolific is about to decide by itself, and who was asked for a return and has not answered. */
import type { Context } from '../context.ts'
import { autoApprovalOf, RETURN_WINDOW } from './policy.ts'
import { decisionOf } from './proposal.ts'
import type { ReviewAction } from './rules.ts'

export interface AlarmQuery {
  /** Only this study; all that may have submissions to review, if not said. */
  study_id?: string
  /** Milliseconds before the approval by Prolific: three days, if not said. */
  within?: number
  signal?: AbortSignal
}

export interface ReviewAlarm {
  study_id: string
  submission_id: string
  participant_id: string
  /** `approval`: Prolific approves it soon. `return`: a return was asked for a week ago or longer, and not answered. */
  kind: 'approval' | 'return'
  /** When Prolific approves it by itself. */
  approved_at: Date
  return_requested: Date | undefined
  /** What was proposed last, and why. */
  proposed: { action: ReviewAction; reason: string; at: Date } | undefined
  /** What to do. */
  advice: string
}

const DAY = 86_400_000

/** Lists what needs a decision, the most urgent first. */
export async function alarms(context: Context, query: AlarmQuery = {}): Promise<ReviewAlarm[]> {
  const { client, timing } = context
  const { study_id, within = 3 * DAY, signal } = query
  const found: ReviewAlarm[] = []
  for (const study of study_id === undefined ? await studiesToReview(context, signal) : [study_id])
    for await (const row of client.submissions.list({ study, status: 'AWAITING_REVIEW' }, { signal })) {
      if (row.status !== 'AWAITING REVIEW' || !row.completed_at) continue
      const completedAt = new Date(row.completed_at)
      const approved_at = autoApprovalOf({ completedAt })!
      const return_requested = row.return_requested ? new Date(row.return_requested) : undefined
      const now = timing.now().getTime()
      const isNear = approved_at.getTime() - now <= within
      const isUnanswered = return_requested && now - return_requested.getTime() >= RETURN_WINDOW
      if (!isNear && !isUnanswered) continue
      const proposed = await lastProposed(context, row.id)
      found.push({
        study_id: study,
        submission_id: row.id,
        participant_id: row.participant_id,
        kind: isUnanswered ? 'return' : 'approval',
        approved_at,
        return_requested,
        proposed,
        advice: adviceFor(proposed?.action, isUnanswered === true),
      })
    }
  return found.sort((a, b) => a.approved_at.getTime() - b.approved_at.getTime())
}

function adviceFor(action: ReviewAction | undefined, isUnanswered: boolean): string {
  if (isUnanswered)
    return 'the participant has not answered: write to them, approve it, or reject it with its real reason'
  if (action === 'approve') return 'carry the proposal out, or let Prolific approve it'
  if (action && action !== 'leave') return 'carry the proposal out before Prolific approves it'
  return 'decide on it, or Prolific approves and pays it'
}

const WITHOUT_SUBMISSIONS = ['UNPUBLISHED', 'SCHEDULED', 'PUBLISHING', 'COMPLETED']

/** Studies that may have something to review, and those that something was proposed for. */
async function studiesToReview({ client, db }: Context, signal: AbortSignal | undefined): Promise<string[]> {
  const kept = await db.selectFrom('review_proposals').select('study_id').distinct().execute()
  const ids = new Set(kept.map(({ study_id }) => study_id))
  for await (const { id, status } of client.studies.list({}, { signal }))
    if (status === undefined || !WITHOUT_SUBMISSIONS.includes(status)) ids.add(id)
  return [...ids]
}

async function lastProposed({ db }: Context, submission_id: string): Promise<ReviewAlarm['proposed']> {
  const row = await db
    .selectFrom('review_rows')
    .innerJoin('review_proposals', 'review_proposals.id', 'review_rows.proposal_id')
    .select(['decision', 'created_at'])
    .where('submission_id', '=', submission_id)
    .where('action', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { action, problem, reason } = decisionOf(row)
  return { action, reason: problem ?? reason, at: row.created_at }
}

const NAME = 'daily'

/** Whether a day has passed since the alarms were told. Nothing is, while nobody reviews with this database. */
export async function isAlarmDue({ db, timing }: Context): Promise<boolean> {
  const [any] = await db.selectFrom('review_proposals').select('id').limit(1).execute()
  if (!any) return false
  const [told] = await db.selectFrom('review_alarm').select('told_at').where('name', '=', NAME).execute()
  return !told || timing.now().getTime() - told.told_at.getTime() >= DAY
}

/** Tells the alarms to the logger, once a day whatever number of workers there are. */
export async function tellAlarms(context: Context, signal: AbortSignal): Promise<void> {
  const { db, logger, timing } = context
  if (!(await isAlarmDue(context))) return
  for (const { study_id, submission_id, kind, approved_at, advice } of await alarms(context, { signal }))
    logger.warn?.(
      `Submission ${submission_id} of study ${study_id} ${kind === 'return' ? 'was asked for a return that is not answered, and is' : 'will be'} approved by Prolific on ${approved_at.toISOString()}: ${advice}.`,
    )
  await db
    .insertInto('review_alarm')
    .values({ name: NAME, told_at: timing.now() })
    .onConflict((on) => on.column('name').doUpdateSet({ told_at: timing.now() }))
    .execute()
}
