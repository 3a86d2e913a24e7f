import type { Transitions } from '../transitions.ts'

/** Where a payment stands, and how it may go on. */
export type BonusState = 'planned' | 'set_up' | 'attempted' | 'paid' | 'uncertain' | 'failed'

/**
 * Every way from one state to another. There is none back to a state before the attempt: what was attempted once is
 * never attempted again. Money that is still owed then goes into another set-up, by another plan.
 */
export const TRANSITIONS: Transitions<BonusState> = {
  planned: ['set_up', 'failed'],
  set_up: ['attempted', 'failed'],
  attempted: ['paid', 'uncertain', 'failed'],
  uncertain: ['paid', 'failed'],
  paid: [],
  failed: [],
}

/** States in which money has been, or may have been, or will be paid: it counts as given. */
export const GIVEN: readonly BonusState[] = ['planned', 'set_up', 'attempted', 'paid', 'uncertain']
/** States of which Prolific may show something already. */
export const SENT: readonly BonusState[] = ['attempted', 'paid', 'uncertain']
/** States of which it is not known yet how they end. */
export const ON_THE_WAY: readonly BonusState[] = ['attempted', 'uncertain']
