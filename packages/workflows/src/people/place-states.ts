import type { Transitions } from '../transitions.ts'

/** Where a raise of places stands, and how it may go on. */
export type PlaceState = 'waiting' | 'attempted' | 'uncertain' | 'done' | 'failed'

/** Every way from one state to another: one attempt each. */
export const PLACE_TRANSITIONS: Transitions<PlaceState> = {
  waiting: ['attempted', 'done', 'failed'],
  attempted: ['done', 'uncertain', 'failed'],
  uncertain: ['done', 'failed'],
  done: [],
  failed: [],
}
