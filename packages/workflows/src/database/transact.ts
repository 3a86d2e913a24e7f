import type { Database, Transaction } from './database.ts'

/** What a database answers that wants a transaction made again: it met another one. */
const AGAIN = ['40001', '40P01']
const MOST = 10

/**
 * Runs a transaction, again if it met another one: CockroachDB, and PostgreSQL where two wait for each other, ask for
 * that. `work` must do nothing but ask the database.
 */
export async function transact<T>(db: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === MOST || !AGAIN.includes((error as { code?: string }).code ?? '')) throw error
    }
  }
}
