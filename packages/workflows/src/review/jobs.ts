import type { Queues } from '../jobs/kinds.ts'

export type ReviewJobs = object

export const REVIEW_QUEUES: Queues<ReviewJobs> = {}
