/**
 * One process at a time may open a folder's database: two would destroy it. The lock is one of SQLite's on a file
 * beside the database, which the system gives back the moment its process ends, however it ends.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DatabaseError } from '../errors.ts'

const POLL = 50
const WORTH_TELLING = 10

/** Waits its turn, tells so if it has to, and gives back what ends it. */
export async function lockFolder(
  folder: string,
  patience: number,
  tell?: (text: string) => void,
): Promise<() => void> {
  const { DatabaseSync } = await loadSqlite()
  const file = new DatabaseSync(path.join(folder, 'lock'), { timeout: 0 })
  const end = performance.now() + patience
  for (let looks = 0; ; looks++) {
    try {
      file.exec('BEGIN EXCLUSIVE')
      break
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() > end) {
        file.close()
        throw new DatabaseError(
          `${folder} is in use${ownerOf(folder)}. A database in a folder serves one process at a time: wait until the other one has ended, or name a PostgreSQL server in PROLIFIC_DATABASE_URL, which serves many.`,
        )
      }
      // Most who have it are done in a moment.
      if (looks === WORTH_TELLING) tell?.(`${folder} is in use${ownerOf(folder)}: waiting for it to end.`)
      await setTimeout(POLL)
    }
  }
  writeFileSync(path.join(folder, 'owner'), `${process.pid}\n`, { mode: 0o600 })
  return () => file.close()
}

function ownerOf(folder: string): string {
  try {
    return ` by process ${readFileSync(path.join(folder, 'owner'), 'utf8').trim()}`
  } catch {
    return ''
  }
}

const isBusy = (error: unknown): boolean => /locked|busy/i.test((error as Error).message)

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch (error) {
    throw new DatabaseError(
      `A database in a folder needs Node 22.13 or newer (this is ${process.version}). Update Node, or name a PostgreSQL server in PROLIFIC_DATABASE_URL.`,
      { cause: error },
    )
  }
}
