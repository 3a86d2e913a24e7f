import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { DatabaseError } from '../errors.ts'
import { SCHEMA } from './database.ts'
import { MIGRATIONS } from './migrations/index.ts'

const VERSIONS = 'schema_versions'

/**
 * Brings the schema to this version, or to an earlier one that is named. Several processes may ask at once: the
 * database lets one of them do it. A database that a newer version has changed is left as it is.
 */
export async function migrate(db: Kysely<unknown>, to?: string): Promise<void> {
  const done = await stepsDone(db)
  mustNotBeNewer(done)
  // The migrator reads the whole catalogue, twice: most of the time of opening what is as it should be.
  if (!to && done.length === Object.keys(MIGRATIONS).length) return
  // Migrations name tables alone; whoever makes the migrator says in which schema they are.
  const migrator = new Migrator({
    db: db.withSchema(SCHEMA),
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: VERSIONS,
    migrationLockTableName: 'schema_versions_lock',
    migrationTableSchema: SCHEMA,
  })
  const { error, results } = to ? await migrator.migrateTo(to) : await migrator.migrateToLatest()
  if (!error) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new DatabaseError(
    `The database could not be brought to this version${failed ? ` (at ${failed})` : ''}: ${messageOf(error)}. Nothing of it was changed by that step.`,
    { cause: error },
  )
}

/** The names of the migrations that the database has been through. */
async function stepsDone(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql`
    select 1 from pg_catalog.pg_tables where schemaname = ${SCHEMA} and tablename = ${VERSIONS}
  `.execute(db)
  if (!rows.length) return []
  const done = await (db as Kysely<{ [VERSIONS]: { name: string } }>)
    .withSchema(SCHEMA)
    .selectFrom(VERSIONS)
    .select('name')
    .execute()
  return done.map(({ name }) => name)
}

function mustNotBeNewer(done: readonly string[]): void {
  const unknown = done.filter((name) => !(name in MIGRATIONS))
  if (unknown.length)
    throw new DatabaseError(
      `A newer version of prolific-kit has changed this database (${unknown.sort().join(', ')}), and this one does not know what it says there. Nothing was done: update @prolific-kit/workflows, or name another database.`,
    )
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
