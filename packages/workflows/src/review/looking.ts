/** Looks what became of a proposal's requests, and whether those have handed in who are waited for. */
import type { SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import { change } from './changing.ts'
import { AT_WORK } from './looking-again.ts'
import { lookAtParts } from './paying.ts'
import { APPROVED_AFTER } from './policy.ts'
import { resumeProposal } from './resuming.ts'
import { MOST_ATTEMPTS } from './settling.ts'
import type { ReviewState } from './states.ts'
import type { ReviewTables } from './tables.ts'

/** Below this number submissions are read one by one; above it, the study's list is. */
const FEW = 100
/** The longest time between two looks, in looks. */
const LONGEST = 16
const LOOKED_AT: readonly ReviewState[] = ['attempted', 'asked', 'waiting', 'uncertain']

type Row = ReviewTables['review_rows']
type Seen = Pick<SubmissionSummary, 'id' | 'status'>

/** One look. Tells how many changed. */
export async function look(context: Context, proposal_id: string, signal?: AbortSignal): Promise<number> {
  const { db, jobs, timing } = context
  const proposal = await db
    .selectFrom('review_proposals')
    .selectAll()
    .where('id', '=', proposal_id)
    .executeTakeFirstOrThrow()
  let changed = await lookAtParts(context, proposal_id)
  for await (const seen of seenNow(context, proposal, signal)) {
    const rows = await openRows(context, proposal_id)
      .where(
        'submission_id',
        'in',
        seen.map(({ id }) => id),
      )
      .execute()
    const statuses = new Map(seen.map(({ id, status }) => [id, status as string]))
    for (const row of rows) {
      const way = wayOf(row, statuses.get(row.submission_id)!, proposal.deadline, timing)
      if (!way || way.to === row.state) continue
      const { submission_id } = row
      const at = timing.now()
      changed += (
        await change(db, {
          proposal_id,
          submissions: [submission_id],
          from: [row.state],
          to: way.to,
          at,
          reason: way.why,
        })
      ).length
    }
  }
  const idle_looks = changed ? 0 : proposal.idle_looks + 1
  await db.updateTable('review_proposals').set({ idle_looks }).where('id', '=', proposal_id).execute()
  if (changed) await resumeProposal(context, proposal_id)
  const [open] = await db
    .selectFrom('review_rows')
    .select('submission_id')
    .where('proposal_id', '=', proposal_id)
    .where('state', 'in', ['attempted', 'asked', 'waiting'])
    .limit(1)
    .execute()
  // Backs off while nothing happens: people take their time.
  const after = timing.look * Math.min(2 ** Math.min(idle_looks, 10), LONGEST)
  if (open) await jobs.send('review.look', proposal_id, { proposal_id }, { after })
  return changed
}

/** Approvals whose end does not show yet, and those who are waited for. */
const openRows = ({ db }: Context, proposal_id: string) =>
  db
    .selectFrom('review_rows')
    .selectAll()
    .where('proposal_id', '=', proposal_id)
    .where('action', '=', 'approve')
    .where('state', 'in', [...LOOKED_AT])

async function* seenNow(
  context: Context,
  { id, study_id }: ReviewTables['review_proposals'],
  signal: AbortSignal | undefined,
): AsyncIterableIterator<Seen[]> {
  const { client } = context
  const few = await openRows(context, id)
    .limit(FEW + 1)
    .execute()
  if (few.length === 0) return
  if (few.length > FEW) {
    for await (const { rows } of client.studies.listSubmissions({ id: study_id }, { signal }).pages())
      yield [...rows]
    return
  }
  yield await Promise.all(
    few.map(({ submission_id }) => client.submissions.retrieve({ id: submission_id }, { signal })),
  )
}

/** How a row goes on by the status that is seen now; nothing, if it stays as it is. Pure. */
export function wayOf(
  row: Pick<Row, 'state' | 'attempts' | 'attempted_at' | 'completed_at'>,
  status: string,
  deadline: Date | null,
  timing: { now(): Date; settle: number },
): { to: ReviewState; why: string } | undefined {
  const now = timing.now().getTime()
  if (status === 'APPROVED') {
    const isLate = row.completed_at !== null && now >= row.completed_at.getTime() + APPROVED_AFTER
    return { to: 'done', why: isLate ? 'approved; its 21 days are over' : 'approved' }
  }
  if (row.state === 'waiting') {
    if (status === 'AWAITING REVIEW') return { to: 'due', why: 'handed in: is looked at again' }
    if (!AT_WORK.includes(status))
      return {
        to: 'left',
        why: `is ${status}: it was not handed in for review. Propose again for what is owed`,
      }
    if (deadline && now >= deadline.getTime())
      return { to: 'left', why: `is still ${status}: it was waited for long enough` }
    return undefined
  }
  if (AT_WORK.includes(status)) return undefined
  if (status !== 'AWAITING REVIEW') return { to: 'left', why: `became ${status} before it was approved` }
  if (row.state === 'uncertain') return undefined
  if (!row.attempted_at || now - row.attempted_at.getTime() < timing.settle) return undefined
  return row.attempts < MOST_ATTEMPTS
    ? { to: 'ready', why: 'still awaits review: the earlier request came to nothing' }
    : { to: 'uncertain', why: `was asked for ${row.attempts} times, and still awaits review` }
}
