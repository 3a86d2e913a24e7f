import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { PeopleJobs } from './jobs.ts'

export type People = object

export function peopleArea(_context: Context): Area<PeopleJobs> & { people: People } {
  return { people: {}, handlers: {}, resume: async () => {} }
}
