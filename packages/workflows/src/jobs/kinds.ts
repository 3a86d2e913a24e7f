/** What jobs there are, by the area that does them. */
import type { InboxJobs } from '../inbox/jobs.ts'
import { INBOX_QUEUES } from '../inbox/jobs.ts'
import type { PaymentJobs } from '../payments/jobs.ts'
import { PAYMENT_QUEUES } from '../payments/jobs.ts'
import type { PeopleJobs } from '../people/jobs.ts'
import { PEOPLE_QUEUES } from '../people/jobs.ts'
import type { PublishingJobs } from '../publishing/jobs.ts'
import { PUBLISHING_QUEUES } from '../publishing/jobs.ts'
import type { RecruitingJobs } from '../recruiting/jobs.ts'
import { RECRUITING_QUEUES } from '../recruiting/jobs.ts'
import type { ReviewJobs } from '../review/jobs.ts'
import { REVIEW_QUEUES } from '../review/jobs.ts'
import type { WatchingJobs } from '../watching/jobs.ts'
import { WATCHING_QUEUES } from '../watching/jobs.ts'

/** Kind of a job, and its data. */
export interface JobData
  extends PaymentJobs,
    PublishingJobs,
    ReviewJobs,
    PeopleJobs,
    InboxJobs,
    WatchingJobs,
    RecruitingJobs {}

export type Kind = keyof JobData

/** How jobs of a kind are done. */
export interface Queue {
  /** Jobs of this kind that one worker process does at the same time. Of one key there is never more than one anywhere. */
  atOnce: number
  /** Seconds that one may take before another worker takes it over. */
  seconds: number
}

export type Queues<Data> = { readonly [K in keyof Data]: Queue }

export const QUEUES: Queues<JobData> = {
  ...PAYMENT_QUEUES,
  ...PUBLISHING_QUEUES,
  ...REVIEW_QUEUES,
  ...PEOPLE_QUEUES,
  ...INBOX_QUEUES,
  ...WATCHING_QUEUES,
  ...RECRUITING_QUEUES,
}

/** What does the jobs of an area. */
export type Handlers<Data> = {
  readonly [K in keyof Data]: (data: Data[K], signal: AbortSignal) => Promise<void>
}

/** An area's part in the work of a worker. */
export interface Area<Data> {
  readonly handlers: Handlers<Data>
  /** Sends jobs for whatever is unfinished: after a crash, and every minute. */
  resume(): Promise<void>
}
