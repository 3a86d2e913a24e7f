import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { ReviewJobs } from './jobs.ts'

export type Review = object

export function reviewArea(_context: Context, _bonuses: unknown): Area<ReviewJobs> & { review: Review } {
  return { review: {}, handlers: {}, resume: async () => {} }
}
