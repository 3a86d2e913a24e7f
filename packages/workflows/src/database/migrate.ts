import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { DatabaseError } from '../errors.ts'
import { SCHEMA } from './database.ts'
import { MIGRATIONS } from './migrations/index.ts'

/**
 * Brings the schema to this version, or to an earlier one that is named. Several processes may ask at once: the
 * database lets one of them do it. A database that a newer version has changed is left as it is.
 */
export async function migrate(db: Kysely<unknown>, to?: string): Promise<void> {
  // Migrations name tables alone; whoever makes the migrator says in which schema they are.
  const migrator = new Migrator({
    db: db.withSchema(SCHEMA),
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: 'schema_versions',
    migrationLockTableName: 'schema_versions_lock',
    migrationTableSchema: SCHEMA,
  })
  await mustNotBeNewer(db)
  const { error, results } = to ? await migrator.migrateTo(to) : await migrator.migrateToLatest()
  if (!error) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new DatabaseError(
    `The database could not be brought to this version${failed ? ` (at ${failed})` : ''}: ${messageOf(error)}. Nothing of it was changed by that step.`,
    { cause: error },
  )
}

async function mustNotBeNewer(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  if (!tables.some(({ schema, name }) => schema === SCHEMA && name === 'schema_versions')) return
  const done = await (db as Kysely<{ schema_versions: { name: string } }>)
    .withSchema(SCHEMA)
    .selectFrom('schema_versions')
    .select('name')
    .execute()
  const unknown = done.map(({ name }) => name).filter((name) => !(name in MIGRATIONS))
  if (unknown.length)
    throw new DatabaseError(
      `A newer version of prolific-kit has changed this database (${unknown.sort().join(', ')}), and this one does not know what it says there. Nothing was done: update @prolific-kit/workflows, or name another database.`,
    )
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
