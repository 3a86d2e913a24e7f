import type { Queues } from '../jobs/kinds.ts'

export type WatchingJobs = object

export const WATCHING_QUEUES: Queues<WatchingJobs> = {}
