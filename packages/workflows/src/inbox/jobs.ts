import type { Queues } from '../jobs/kinds.ts'

export interface InboxJobs {
  /** Handles every event about one study or submission that was received and not handled. Its key is that id. */
  'inbox.handle': { resource_id: string }
}

export const INBOX_QUEUES: Queues<InboxJobs> = {
  'inbox.handle': { atOnce: 4, seconds: 300 },
}
