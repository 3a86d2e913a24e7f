import { rmSync } from 'node:fs'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bareDatabase } from '../../test/lab.ts'
import { DatabaseError } from '../index.ts'
import { SCHEMA } from './database.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { openPglite } from './pglite.ts'

const versions = Object.keys(MIGRATIONS).sort()
let folder: string
let db: Kysely<unknown>
beforeAll(async () => {
  folder = await bareDatabase()
  db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: await openPglite(folder) }) })
})
afterEach(async () => {
  await sql`drop schema ${sql.id(SCHEMA)} cascade`.execute(db)
})
afterAll(async () => {
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

type Row = Record<string, unknown>

/** Every table of the schema with what is in it. */
async function contents(db: Kysely<unknown>): Promise<Record<string, Row[]>> {
  const tables = await db.introspection.getTables()
  const ours = tables.filter(({ schema, name }) => schema === SCHEMA && !name.startsWith('schema_versions'))
  const found: Record<string, Row[]> = {}
  for (const { name } of ours) {
    const { rows } = await sql<{
      row: Row
    }>`select to_jsonb(one) as row from ${sql.id(SCHEMA, name)} as one`.execute(db)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

/** A row in every table that there is: a value for each column, whatever it means. */
async function fill(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; type: string; identity: string; ref: boolean }>`
    select table_name as table, column_name as column, data_type as type, is_identity as identity, false as ref
    from information_schema.columns where table_schema = ${SCHEMA} order by table_name, ordinal_position`.execute(
    db,
  )
  const tables = [...new Set(rows.map(({ table }) => table))].filter(
    (name) => !name.startsWith('schema_versions'),
  )
  // Whatever refers to another row refers to the one that is made here: every id is the same.
  await sql`set session_replication_role = replica`.execute(db)
  for (const table of tables) {
    if ((await contents(db))[table]!.length) continue
    const columns = rows.filter((row) => row.table === table && row.identity === 'NO')
    const values = columns.map(({ type, column }) => sql`${sampleOf(type, column)}::${sql.raw(type)}`)
    await sql`insert into ${sql.id(SCHEMA, table)} (${sql.join(columns.map(({ column }) => sql.id(column)))}) values (${sql.join(values)})`.execute(
      db,
    )
  }
  await sql`set session_replication_role = origin`.execute(db)
}

function sampleOf(type: string, column: string): string | number | boolean {
  if (type === 'uuid') return '3b0b2f0c-4d7e-4f37-9f65-0a5a0a5a0a5a'
  if (type === 'jsonb') return '{"kept": [1, 2]}'
  if (type === 'boolean') return true
  if (type.startsWith('timestamp')) return '2026-01-05T09:00:00.123Z'
  if (type === 'bigint' || type === 'integer' || type === 'smallint') return 7
  if (type === 'double precision' || type === 'numeric' || type === 'real') return 1.5
  return `kept ${column}`
}

describe('upgrading', () => {
  test.each(versions.slice(0, -1))('from %s keeps every row as it is', async (version) => {
    await migrate(db, version)
    await fill(db)
    const before = await contents(db)
    expect(Object.values(before).every((rows) => rows.length === 1)).toBe(true)
    await migrate(db)
    const after = await contents(db)
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table]).toHaveLength(rows.length)
      // Columns may come; none goes, and none changes what it says.
      expect(after[table]![0]).toMatchObject(rows[0]!)
    }
    // Again changes nothing.
    await migrate(db)
    expect(await contents(db)).toEqual(after)
  })

  test('a database of a newer version is refused and left as it is', async () => {
    await migrate(db)
    const versionsOf = sql<{
      name: string
    }>`select name from ${sql.id(SCHEMA, 'schema_versions')} order by name`
    await sql`insert into ${sql.id(SCHEMA, 'schema_versions')} (name, timestamp) values ('9999-tomorrow', '2030')`.execute(
      db,
    )
    const before = (await versionsOf.execute(db)).rows
    await expect(migrate(db)).rejects.toBeInstanceOf(DatabaseError)
    await expect(migrate(db)).rejects.toThrow(/newer version of prolific-kit .*9999-tomorrow/)
    expect((await versionsOf.execute(db)).rows).toEqual(before)
  })
})
