import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import { type AlarmQuery, alarms, isAlarmDue, type ReviewAlarm, tellAlarms } from './alarms.ts'
import { approveReady } from './approving.ts'
import { type CarryOutOptions, carryOut } from './carry-out.ts'
import { carryOutChunk } from './carrying.ts'
import { decideChunk } from './deciding.ts'
import type { ReviewJobs } from './jobs.ts'
import { look } from './looking.ts'
import type { PartPayments } from './part-payments.ts'
import { payParts } from './paying.ts'
import { keptRows, proposalById, type ReviewProposal, type ReviewRow, rowOf, summed } from './proposal.ts'
import { propose, type ReviewInput } from './propose.ts'
import { resumeReviews, unfinished } from './resuming.ts'
import type { ReviewRule } from './rules.ts'
import type { ReviewState } from './states.ts'

/** What was proposed and what became of it, of each submission. */
export interface ReviewReport extends ReviewProposal {
  rows: ReviewRow[]
}

export interface Review {
  /**
   * The dry run: reads a study's submissions and decides by rules what to do with each. Nothing changes on Prolific.
   * Throws `RefusedPlanError` if the rules or the records cannot be used.
   */
  propose(input: ReviewInput): Promise<ReviewProposal>
  /**
   * Does what was proposed, or a part of it. Each submission is looked at again before; what has changed is passed
   * over. What fails for itself, is uncertain or was passed over stands in the rows; to call it again tries what has
   * failed. Throws `RefusedPlanError` if the proposal is not the one that was kept.
   */
  carryOut(
    proposal: string | Pick<ReviewProposal, 'id' | 'hash'>,
    options?: CarryOutOptions,
  ): Promise<ReviewProposal>
  /** The submissions of a proposal in the order of their ids, all or those in some states; memory stays flat. */
  rows(id: string, options?: { states?: readonly ReviewState[] }): AsyncIterableIterator<ReviewRow>
  /** What was proposed and what became of it. */
  report(id: string): Promise<ReviewReport>
  /**
   * Proposals for a study that somebody has begun to carry out and that are not at their end, the oldest first: workers
   * go on with them, and so does `carryOut`.
   */
  unfinished(study_id: string): Promise<ReviewProposal[]>
  /** Looks now what became of a proposal's requests, which workers do by themselves; tells how many changed. */
  look(id: string, options?: { signal?: AbortSignal }): Promise<number>
  /**
   * What Prolific is about to approve by itself, 21 days after it was handed in, and whoever was asked for a return and
   * has not answered. Workers tell it to the `logger` once a day.
   */
  alarms(query?: AlarmQuery): Promise<ReviewAlarm[]>
}

export function reviewArea(context: Context, bonuses: PartPayments): Area<ReviewJobs> & { review: Review } {
  const { db, jobs } = context
  async function* rows(id: string, { states }: { states?: readonly ReviewState[] } = {}) {
    await proposalById(db, id)
    for await (const part of keptRows(db, id, states)) for (const row of part) yield rowOf(row)
  }
  const review: Review = {
    propose: (input) => propose(context, input),
    carryOut: (proposal, options) => carryOut(context, proposal, options),
    rows,
    async report(id) {
      const all: ReviewRow[] = []
      for await (const row of rows(id)) all.push(row)
      return { ...(await summed(db, await proposalById(db, id))), rows: all }
    },
    unfinished: (study_id) => unfinished(context, study_id),
    async look(id, { signal } = {}) {
      await proposalById(db, id)
      return await look(context, id, signal)
    },
    alarms: (query) => alarms(context, query),
  }
  return {
    review,
    handlers: {
      async 'review.chunk'({ proposal_id, chunk }, signal) {
        const proposal = await proposalById(db, proposal_id)
        if (proposal.state === 'ready') await carryOutChunk(context, { proposal_id, chunk }, signal)
        else if (proposal.rules)
          await decideChunk(context, proposal, chunk, proposal.rules as ReviewRule[], signal)
      },
      'review.approve': ({ workspace_id }, signal) => approveReady(context, workspace_id, signal),
      'review.pay': ({ proposal_id }, signal) => payParts(context, bonuses, proposal_id, signal),
      async 'review.look'({ proposal_id }, signal) {
        await look(context, proposal_id, signal)
      },
      'review.alarm': (_, signal) => tellAlarms(context, signal),
    },
    async resume() {
      await resumeReviews(context)
      if (await isAlarmDue(context)) await jobs.send('review.alarm', 'daily', {})
    },
  }
}
