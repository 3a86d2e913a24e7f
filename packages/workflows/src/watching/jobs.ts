import type { Queues } from '../jobs/kinds.ts'

export interface WatchingJobs {
  /**
   * Looks at one study, and leaves the next look. Its key is the study; for a look that is wanted at once, beside the
   * one that waits for its time, the study and `now`.
   */
  'watching.sweep': { study_id: string; now?: boolean }
}

export const WATCHING_QUEUES: Queues<WatchingJobs> = {
  'watching.sweep': { atOnce: 2, seconds: 600 },
}
