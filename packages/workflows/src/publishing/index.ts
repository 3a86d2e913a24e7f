import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { PublishingJobs } from './jobs.ts'

export type Publishing = object

export function publishingArea(_context: Context): Area<PublishingJobs> & { publishing: Publishing } {
  return { publishing: {}, handlers: {}, resume: async () => {} }
}
