import type { Generated } from 'kysely'

export interface CoreTables {
  /** One row: the API that what is in this database is about. */
  home: { base_url: string; since: Date }
  /** What was done and why, for reports; never read to decide anything. */
  journal: {
    id: Generated<number>
    at: Date
    /** Who writes: `bonuses`, `publishing`, `review`, `places`, … */
    area: string
    /** Id of what it is about: of a plan, a study, a submission. */
    subject: string
    what: string
    /** Text of JSON on its way in, the value itself on its way out. */
    detail: unknown
  }
}
