import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { Tables } from './tables.ts'

/** The schema of our tables, beside whatever else the database holds. */
export const SCHEMA = 'prolific_kit'
/** The schema of the jobs, which pg-boss keeps. */
export const JOBS_SCHEMA = 'prolific_kit_jobs'

export type Database = Kysely<Tables>
export type Transaction = KyselyTransaction<Tables>

/** A value for a `jsonb` column. Always as text: the drivers take arrays for arrays of SQL. */
export const json = (value: unknown): string => JSON.stringify(value)
