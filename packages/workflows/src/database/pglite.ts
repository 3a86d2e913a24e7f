/** PostgreSQL in this process, in a folder: small, and with what it has committed on the disk before it says so. */
import fs from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'

/**
 * PGlite's own settings, but for two: it never waits for the disk (`-F`), so that a power cut could undo what was
 * committed; and it takes 128 MB for pages, which is half of the time to open it. A ledger is a few megabytes.
 */
const SETTINGS = ['-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB']

/** Whether a folder has no database yet. */
export const isNew = (folder: string): boolean => !fs.existsSync(path.join(folder, 'PG_VERSION'))

/** Opens the database in a folder, which is made there if there is none. */
export async function openPglite(folder: string): Promise<PGlite> {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ])
  class SyncedFiles extends NodeFS {
    override async init(...given: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(...given)
      emscriptenOpts.preRun?.push((module) => {
        const { NODEFS } = module as unknown as { NODEFS: Nodefs }
        NODEFS.stream_ops.fsync = (stream) => sync(stream.nfd ?? NODEFS.realPath(stream.node))
      })
      return { emscriptenOpts }
    }
  }
  const isMade = isNew(folder)
  const pglite = await PGlite.create({
    fs: new SyncedFiles(folder),
    startParams: [...PGlite.defaultStartParams.filter((word) => word !== '-F'), ...SETTINGS],
  })
  if (isMade) syncAll(folder)
  return pglite
}

/** Of Emscripten's view on the machine's files: what is used here. */
interface Nodefs {
  /** A call that is not there does nothing. */
  stream_ops: { fsync?(stream: Stream): number }
  realPath(node: unknown): string
}

interface Stream {
  /** The machine's handle of a file; folders have none. */
  nfd?: number
  node: unknown
}

/** Waits until an open file, or a folder, is on the disk. Gives 0, as the call in C does. */
function sync(file: number | string): number {
  if (typeof file === 'number') fs.fsyncSync(file)
  else syncPath(file, 'r')
  return 0
}

/** Waits until a new database is: it is made without waiting. */
function syncAll(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    syncPath(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 'r' : 'r+')
  syncPath(folder, 'r')
}

function syncPath(file: string, flags: 'r' | 'r+'): void {
  // Windows opens no folder, and needs none to be on the disk.
  if (flags === 'r' && process.platform === 'win32') return
  const handle = fs.openSync(file, flags)
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
