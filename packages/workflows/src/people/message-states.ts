import type { Transitions } from '../transitions.ts'

/** Where a message stands, and how it may go on. */
export type MessageState = 'planned' | 'attempted' | 'uncertain' | 'sent' | 'failed'

/** Every way from one state to another. Only what was surely not sent is tried again, when somebody asks for it. */
export const MESSAGE_TRANSITIONS: Transitions<MessageState> = {
  planned: ['attempted'],
  attempted: ['sent', 'uncertain', 'failed'],
  uncertain: ['sent', 'failed'],
  sent: [],
  failed: ['attempted', 'sent'],
}
