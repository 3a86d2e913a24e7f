/** PostgreSQL in this process, in a folder: small, and with what it has committed on the disk before it says so. */
import fs from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { makeFolder } from './make-folder.ts'
import { syncAll, syncFolder, syncOpened } from './on-disk.ts'

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
  try {
    makeFolder(making)
    await (await open(making)).close()
    syncAll(making)
    fs.renameSync(making, folder)
  } catch (error) {
    // A full disk is not left any fuller.
    fs.rmSync(making, { recursive: true, force: true })
    throw error
  }
  syncFolder(path.dirname(making))
}

async function open(folder: string): Promise<PGlite> {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ])
  const disk: Disk = { failure: undefined }
  class SyncedFiles extends NodeFS {
    override async init(...given: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(...given)
      emscriptenOpts.preRun?.push((module) => {
        const { NODEFS } = module as unknown as { NODEFS: Nodefs }
        watch(NODEFS, disk)
      })
      return { emscriptenOpts }
    }
  }
  const pglite = await PGlite.create({
    fs: new SyncedFiles(folder),
    startParams: [...PGlite.defaultStartParams.filter((word) => word !== '-F'), ...SETTINGS],
  })
  const run = pglite.execProtocolRawSync.bind(pglite)
  pglite.execProtocolRawSync = (message, ...rest) => {
    const { failure } = disk
    if (failure)
      throw new Error(`The disk failed (${failure.message}): open the database again when it is mended`, {
        cause: failure,
      })
    return run(message, ...rest)
  }
  return pglite
}

/**
 * What went wrong with the disk. PostgreSQL would end its process then, since it cannot know what is on the disk; here
 * it would wait for that end for ever. So nothing more is asked of it.
 */
interface Disk {
  failure: Error | undefined
}

/** The number that says to PostgreSQL that a file could not be written (Emscripten's EIO). */
const EIO = 29

/** Has files synced, and sees what fails. */
function watch({ stream_ops }: Nodefs, disk: Disk): void {
  stream_ops.fsync = ({ nfd }) => {
    try {
      syncOpened(nfd)
      return 0
    } catch (error) {
      // As a number: what is thrown through WebAssembly is lost, and PostgreSQL would take it for success.
      disk.failure = error as Error
      return EIO
    }
  }
  const { write } = stream_ops
  stream_ops.write = (...given) => {
    try {
      return write(...given)
    } catch (error) {
      disk.failure = new Error('a file could not be written', { cause: error })
      throw error
    }
  }
}

/** Of Emscripten's view on the machine's files: what is used here. */
interface Nodefs {
  stream_ops: {
    /** Without one, PostgreSQL is told that all is on the disk. */
    fsync?(stream: Stream): number
    write(...given: readonly unknown[]): number
  }
}

interface Stream {
  /** The machine's handle of the file or folder. */
  nfd: number
}
