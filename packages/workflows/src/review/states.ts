import type { Transitions } from '../transitions.ts'

/** Where a submission of a proposal stands, and how it may go on. */
export type ReviewState =
  /** Nobody has said that it shall be carried out. */
  | 'proposed'
  /** It shall be carried out; it is looked at before. */
  | 'due'
  /** Its participant has not handed in; it is approved afterwards. */
  | 'waiting'
  /** Looked at, and next in line for a bulk approval or a bonus. */
  | 'ready'
  /** The request is being sent, or its answer was lost. */
  | 'attempted'
  /** Prolific has said that it will do it; it does not show yet. */
  | 'asked'
  /** Seen done. */
  | 'done'
  /** Known not to have happened; it can be carried out again. */
  | 'failed'
  /** Neither shows; nothing more is tried. */
  | 'uncertain'
  /** Nothing is to be done, or it has changed since and was passed over. */
  | 'left'

/** Every way from one state to another. What was attempted goes back to the line only when it was seen not to have happened. */
export const REVIEW_TRANSITIONS: Transitions<ReviewState> = {
  proposed: ['due', 'left'],
  due: ['waiting', 'ready', 'attempted', 'done', 'left', 'failed'],
  waiting: ['due', 'done', 'left'],
  ready: ['attempted', 'done', 'left', 'failed'],
  attempted: ['asked', 'done', 'failed', 'uncertain', 'due', 'ready', 'left'],
  asked: ['done', 'failed', 'uncertain', 'ready', 'left'],
  uncertain: ['done', 'failed', 'left'],
  done: [],
  failed: ['due'],
  left: [],
}

/** States in which something is still to be done without anybody asking. */
export const OPEN: readonly ReviewState[] = ['due', 'waiting', 'ready', 'attempted', 'asked']
