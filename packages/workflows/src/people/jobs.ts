import type { Queues } from '../jobs/kinds.ts'

export type PeopleJobs = object

export const PEOPLE_QUEUES: Queues<PeopleJobs> = {}
