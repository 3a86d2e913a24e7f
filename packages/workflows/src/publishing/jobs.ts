import type { Queues } from '../jobs/kinds.ts'

export interface PublishingJobs {
  /** Publishes what is committed of one study, once. Its key is the study. */
  'publishing.publish': { study_id: string }
  /** Looks whether a study was published, where that is not known. Its key is the plan. */
  'publishing.look': { plan_id: string; looks: number }
}

export const PUBLISHING_QUEUES: Queues<PublishingJobs> = {
  'publishing.publish': { atOnce: 4, seconds: 300 },
  'publishing.look': { atOnce: 4, seconds: 300 },
}
