import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { WatchingJobs } from './jobs.ts'

export type Watching = object

export function watchingArea(_context: Context): Area<WatchingJobs> & { watching: Watching } {
  return { watching: {}, handlers: {}, resume: async () => {} }
}
