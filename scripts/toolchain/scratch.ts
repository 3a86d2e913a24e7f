/** A folder for what tests write: in memory where that can be had, since they make thousands of files that live for a second. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const MEMORY = '/dev/shm'
const GB = 2 ** 30

export interface Scratch extends Disposable {
  folder: string
}

export function makeScratch(): Scratch {
  const folder = mkdtempSync(path.join(hasRoom() ? MEMORY : os.tmpdir(), 'prolific-kit-tests-'))
  // A database server that runs as somebody else has its folder in here.
  chmodSync(folder, 0o711)
  return {
    folder,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Containers often have 64 MB of it, which would fill up. */
function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > 4 * GB && os.freemem() > 8 * GB
  } catch {
    return false
  }
}
