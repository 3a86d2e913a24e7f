import { DatabaseError } from '../errors.ts'
import type { Database } from './database.ts'

/** A database is about one API: ids of the sandbox and of Prolific must never meet. */
export async function claimHome(db: Database, baseUrl: string, now: Date, shown: string): Promise<void> {
  const base_url = new URL(baseUrl).origin
  const [home] = await db.selectFrom('home').select('base_url').execute()
  if (!home)
    await db
      .insertInto('home')
      .values({ base_url, since: now })
      .onConflict((on) => on.doNothing())
      .execute()
  else if (home.base_url !== base_url)
    throw new DatabaseError(
      `${shown} is about ${home.base_url}, and the client talks to ${base_url}. Nothing was done: name another database for it.`,
    )
}
