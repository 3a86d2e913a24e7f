import type { Queues } from '../jobs/kinds.ts'

export interface ReviewJobs {
  /** Decides on a part of a proposal, or looks at it again and carries it out. Its key is both. */
  'review.chunk': { proposal_id: string; chunk: number }
  /** Asks for approvals, one request after another. Its key is the workspace that pays. */
  'review.approve': { workspace_id: string }
  /** Hands a proposal's partial payments to the payments. Its key is the proposal. */
  'review.pay': { proposal_id: string }
  /** Looks what became of a proposal's requests. Its key is the proposal. */
  'review.look': { proposal_id: string }
  /** Tells what Prolific is about to approve by itself. Its key is always the same. */
  'review.alarm': Record<never, never>
}

export const REVIEW_QUEUES: Queues<ReviewJobs> = {
  'review.chunk': { atOnce: 2, seconds: 900 },
  'review.approve': { atOnce: 1, seconds: 900 },
  'review.pay': { atOnce: 1, seconds: 900 },
  'review.look': { atOnce: 1, seconds: 900 },
  'review.alarm': { atOnce: 1, seconds: 900 },
}
