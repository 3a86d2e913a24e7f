import type { Queues } from '../jobs/kinds.ts'

export type InboxJobs = object

export const INBOX_QUEUES: Queues<InboxJobs> = {}
