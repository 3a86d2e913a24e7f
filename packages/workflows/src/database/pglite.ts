/** PostgreSQL in this process, in a folder: small, and with what it has committed on the disk before it says so. */
import fs from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { makeFolder } from './make-folder.ts'
import { syncAll, syncFolder } from './on-disk.ts'

/**
 * PGlite's own settings, but for two: it never waits for the disk (`-F`), so that a power cut could undo what was
 * committed; and it takes 128 MB for pages, which is half of the time to open it. A ledger is a few megabytes.
 */
const SETTINGS = ['-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=8MB']

/** Opens the database in a folder, which is made there if there is none; that takes seconds, and is told. */
export async function openPglite(folder: string, onMaking?: () => void): Promise<PGlite> {
  const hasDatabase = fs.existsSync(path.join(folder, 'PG_VERSION'))
  if (!hasDatabase) await make(folder, onMaking)
  return await open(folder)
}

/** Makes it beside its place and puts it there whole, so that no half of one is ever taken for a database. */
async function make(folder: string, onMaking: (() => void) | undefined): Promise<void> {
  if (fs.existsSync(folder)) {
    if (fs.readdirSync(folder).length)
      throw new Error(`${folder} has files, and PG_VERSION is not among them: they were left as they are`)
    fs.rmdirSync(folder)
  }
  onMaking?.()
  const making = `${path.resolve(folder)}-making`
  fs.rmSync(making, { recursive: true, force: true })
  makeFolder(making)
  await (await open(making)).close()
  syncAll(making)
  fs.renameSync(making, folder)
  syncFolder(path.dirname(making))
}

async function open(folder: string): Promise<PGlite> {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ])
  class SyncedFiles extends NodeFS {
    override async init(...given: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(...given)
      emscriptenOpts.preRun?.push((module) => {
        const { NODEFS } = module as unknown as { NODEFS: Nodefs }
        NODEFS.stream_ops.fsync = ({ nfd, node }) => {
          if (nfd === undefined) syncFolder(NODEFS.realPath(node))
          else fs.fsyncSync(nfd)
          return 0
        }
      })
      return { emscriptenOpts }
    }
  }
  return await PGlite.create({
    fs: new SyncedFiles(folder),
    startParams: [...PGlite.defaultStartParams.filter((word) => word !== '-F'), ...SETTINGS],
  })
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
