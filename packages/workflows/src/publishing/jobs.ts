import type { Queues } from '../jobs/kinds.ts'

export type PublishingJobs = object

export const PUBLISHING_QUEUES: Queues<PublishingJobs> = {}
