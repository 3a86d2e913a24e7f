import { chmodSync, existsSync } from 'node:fs'
import path from 'node:path'
import { type Dialect, Kysely } from 'kysely'
import type { BackendProfile, ConstructorOptions } from 'pg-boss'
import { DatabaseError } from '../errors.ts'
import { type Address, shownAddress } from './address.ts'
import { type Database, SCHEMA } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { makeFolder } from './make-folder.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

/** An open database: for the tables, and for the jobs. */
export interface Opened {
  readonly db: Database
  /** How pg-boss reaches the same database. */
  readonly boss: Pick<ConstructorOptions, 'db' | 'connectionString' | 'backend' | 'max'>
  /** Whether this process alone has it, so that whatever was under way before has ended. */
  readonly isAlone: boolean
  close(): Promise<void>
}

export interface OpenOptions {
  /** Milliseconds to wait for another process to give a folder back. */
  patience: number
  /** Connections to a server that this process may hold, those of the jobs beside. */
  connections: number
  /** Tells a person what takes its time. */
  tell?: ((text: string) => void) | undefined
}

/** Opens the database, makes it if it is new, and brings it to this version. */
export async function openDatabase(address: Address, options: OpenOptions): Promise<Opened> {
  const opened =
    address.kind === 'folder' ? await openFolder(address.folder, options) : await openServer(address, options)
  try {
    await migrate(opened.db as unknown as Kysely<unknown>)
    return { ...opened, db: opened.db.withSchema(SCHEMA) }
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function openFolder(folder: string, { patience, tell }: OpenOptions): Promise<Opened> {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new DatabaseError(`The folder ${folder} cannot be made: ${(error as Error).message}`, {
      cause: error,
    })
  }
  const unlock = await lockFolder(folder, patience, tell).catch((error) => {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError(`The folder ${folder} cannot be used for a database: ${reasonOf(error)}.`, {
      cause: error,
    })
  })
  const data = path.join(folder, 'database')
  const hadDatabase = existsSync(data)
  try {
    const [{ openPglite }, { PGliteDialect }, { fromPglite }] = await Promise.all([
      import('./pglite.ts'),
      import('kysely'),
      import('pg-boss'),
    ])
    const pglite = await openPglite(data, () =>
      tell?.(`The database in ${folder} is made, which takes some seconds, once.`),
    )
    // PGlite widens the rights of what it writes; who may not look into the folder cannot reach it.
    chmodSync(data, 0o700)
    const db = kyselyOf(new PGliteDialect({ pglite }))
    return {
      db,
      boss: { db: fromPglite(pglite), backend: 'pglite' },
      isAlone: true,
      async close() {
        await db.destroy()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw new DatabaseError(
      hadDatabase
        ? `The database in ${folder} could not be opened: ${reasonOf(error)}. If it was damaged by something else than prolific-kit, restore the folder from a backup: it is what knows who has been paid.`
        : `No database could be made in ${folder}: ${reasonOf(error)}.`,
      { cause: error },
    )
  }
}

/** What PGlite throws when a file cannot be had has no words. */
const reasonOf = (error: unknown): string =>
  (error as Error).message || 'a file could not be read or written (is the disk full?)'

const BIGINT = 20

async function openServer(
  address: Extract<Address, { kind: 'server' }>,
  options: OpenOptions,
): Promise<Opened> {
  const [{ default: pg }, { PostgresDialect }] = await Promise.all([import('pg'), import('kysely')])
  const pool = new pg.Pool({
    connectionString: address.url,
    max: options.connections,
    application_name: 'prolific-kit',
    connectionTimeoutMillis: 10_000,
    // Amounts are whole numbers that a number holds exactly; as text they would be added up like words.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as never,
  })
  // A connection that breaks while nobody uses it: the next query takes another.
  pool.on('error', () => {})
  const db = kyselyOf(new PostgresDialect({ pool }))
  try {
    return {
      db,
      boss: {
        connectionString: address.url,
        backend: await backendOf(pool),
        max: Math.max(2, Math.ceil(options.connections / 2)),
      },
      isAlone: false,
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw new DatabaseError(
      `${shownAddress(address)} cannot be reached as a database: ${(error as Error).message}`,
      { cause: error },
    )
  }
}

/** What is behind the address, in the words of pg-boss, which treats them a little differently. */
async function backendOf(pool: import('pg').Pool): Promise<BackendProfile> {
  const { rows } = await pool.query<{ version: string }>('select version()')
  if (/cockroach/i.test(rows[0]?.version ?? '')) return 'cockroachdb'
  const extensions = await pool.query("select 1 from pg_extension where extname = 'citus'")
  return extensions.rows.length ? 'citus' : 'postgres'
}

const kyselyOf = (dialect: Dialect): Database => new Kysely<Tables>({ dialect })
