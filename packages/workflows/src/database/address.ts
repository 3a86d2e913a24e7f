import { homedir } from 'node:os'
import path from 'node:path'
import { DatabaseError } from '../errors.ts'

/** Where the workflows keep what they must not forget. */
export type Address = { kind: 'folder'; folder: string } | { kind: 'server'; url: string }

/**
 * The database that is meant: the one that is named, else `PROLIFIC_DATABASE_URL` or `DATABASE_URL`, else a folder of
 * one's own for each host, so that a rehearsal on the sandbox is never mistaken for the real thing.
 */
export function addressOf(
  given: string | undefined,
  baseUrl: string,
  env: NodeJS.ProcessEnv = process.env,
): Address {
  const text = given || env.PROLIFIC_DATABASE_URL || env.DATABASE_URL
  if (!text) return { kind: 'folder', folder: defaultFolder(baseUrl, env) }
  if (/^postgres(ql)?:\/\//i.test(text)) return { kind: 'server', url: text }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]
  if (scheme && scheme.toLowerCase() !== 'file')
    throw new DatabaseError(
      `The database has the address ${scheme}://…, which is not supported: give postgres://… for PostgreSQL, CockroachDB or Citus, or a folder for a database of your own.`,
    )
  return { kind: 'folder', folder: path.resolve(text.replace(/^file:\/\//i, '')) }
}

function defaultFolder(baseUrl: string, env: NodeJS.ProcessEnv): string {
  const home = (process.platform !== 'win32' && env.HOME) || homedir()
  return path.join(home, '.prolific', 'workflows', new URL(baseUrl).host.replaceAll(':', '_'))
}

/** An address for people: without its password. */
export function shownAddress(address: Address): string {
  if (address.kind === 'folder') return address.folder
  try {
    const url = new URL(address.url)
    return `${url.protocol}//${url.host}${url.pathname}`
  } catch {
    return 'the database server'
  }
}
