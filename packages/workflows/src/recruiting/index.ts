import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { RecruitingJobs } from './jobs.ts'

export type Recruiting = object

export function recruitingArea(
  _context: Context,
  _areas: unknown,
): Area<RecruitingJobs> & { recruiting: Recruiting } {
  return { recruiting: {}, handlers: {}, resume: async () => {} }
}
