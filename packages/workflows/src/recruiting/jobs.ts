import type { Queues } from '../jobs/kinds.ts'

export interface RecruitingJobs {
  /** One look, one decision and what follows from it. Its key is the recruitment. */
  'recruiting.step': { recruitment_id: string }
}

export const RECRUITING_QUEUES: Queues<RecruitingJobs> = {
  'recruiting.step': { atOnce: 2, seconds: 600 },
}
