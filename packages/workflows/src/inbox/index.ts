import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { InboxJobs } from './jobs.ts'

export type Inbox = object

export function inboxArea(_context: Context, _watching: unknown): Area<InboxJobs> & { inbox: Inbox } {
  return { inbox: {}, handlers: {}, resume: async () => {} }
}
