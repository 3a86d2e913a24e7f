import type { Transitions } from '../transitions.ts'

/** Where the publishing of a plan stands, and how it may go on. */
export type PublishState = 'planned' | 'committed' | 'attempted' | 'published' | 'uncertain' | 'failed'

/**
 * Every way from one state to another. An attempt is made once: whoever wants another one makes another plan. What was
 * held to have failed may still turn out to be published, when an answer comes late.
 */
export const TRANSITIONS: Transitions<PublishState> = {
  planned: ['committed'],
  committed: ['attempted', 'published', 'failed'],
  attempted: ['published', 'uncertain', 'failed'],
  uncertain: ['published', 'failed'],
  published: [],
  failed: ['published'],
}

/** Statuses of a study that was published, whatever became of it since. */
export const LIVE: readonly string[] = ['PUBLISHING', 'ACTIVE', 'PAUSED', 'AWAITING REVIEW', 'COMPLETED']
/** Statuses of a study that was not published. */
export const DRAFT: readonly string[] = ['UNPUBLISHED', 'SCHEDULED']
