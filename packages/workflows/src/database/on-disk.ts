/** Waiting until files and folders are on the disk, where a power cut does not undo them. */
import fs from 'node:fs'
import path from 'node:path'

/** What systems say that keep no folder open, or that this folder may not be read: PostgreSQL goes on then, too. */
const NOT_FOR_FOLDERS = new Set(['EACCES', 'EPERM', 'EISDIR', 'EBADF', 'EINVAL'])

/** Waits until the names in a folder are on the disk. */
export function syncFolder(folder: string): void {
  try {
    syncPath(folder, 'r')
  } catch (error) {
    if (!isNotForFolders(error)) throw error
  }
}

/** Waits until an opened file or folder is on the disk. */
export function syncOpened(handle: number): void {
  try {
    fs.fsyncSync(handle)
  } catch (error) {
    if (!isNotForFolders(error) || !fs.fstatSync(handle).isDirectory()) throw error
  }
}

const isNotForFolders = (error: unknown): boolean =>
  NOT_FOR_FOLDERS.has((error as NodeJS.ErrnoException).code ?? '')

/** Waits until a folder is on the disk, with all that is in it. */
export function syncAll(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) syncFolder(file)
    else syncPath(file, 'r+')
  }
  syncFolder(folder)
}

function syncPath(file: string, flags: 'r' | 'r+'): void {
  const handle = fs.openSync(file, flags)
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
