import type { Queues } from '../jobs/kinds.ts'

export type RecruitingJobs = object

export const RECRUITING_QUEUES: Queues<RecruitingJobs> = {}
