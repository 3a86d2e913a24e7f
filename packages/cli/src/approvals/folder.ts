import { randomUUID } from 'node:crypto'
import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeFolder } from '../make-folder.ts'

/** The folder of the person's own files, `~/.prolific`. */
export const homeFolder = (): string =>
  path.join((process.platform !== 'win32' && process.env.HOME) || os.homedir(), '.prolific')

/** Makes a folder that its owner alone can look into. */
export function makeOwnFolder(folder: string): string {
  makeFolder(folder, 0o700)
  return folder
}

/** Writes a new file, readable by its owner alone. Whoever sees it sees all of it; false if there is one already. */
export function writeNew(file: string, text: string): boolean {
  const draft = `${file}.${randomUUID()}`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    fchmodSync(handle, 0o600)
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    // A link, unlike a rename, fails where the name is taken.
    linkSync(draft, file)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    return writeWithoutLink(file, text)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Some file systems know no links. There a reader may see half a file, which is no JSON and so counts as none. */
function writeWithoutLink(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
