import { type Database, json, type Transaction } from './database/database.ts'

export interface Entry {
  at: Date
  /** Who writes: `bonuses`, `publishing`, `review`, … */
  area: string
  /** Id of what it is about. */
  subject: string
  what: string
  detail?: object
}

/** Writes down what was done and why. Nothing is ever decided by it. */
export async function note(db: Database | Transaction, { detail = {}, ...entry }: Entry): Promise<void> {
  await db
    .insertInto('journal')
    .values({ ...entry, detail: json(detail) })
    .execute()
}
