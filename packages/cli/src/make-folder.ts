import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder and those above it, one after the other: where none can be made, as in /proc, `recursive` of Node
 * never ends. Who made one in the meantime is as good.
 */
export function makeFolder(folder: string, mode?: number): void {
  const isThere = (): boolean => {
    const there = statSync(folder, { throwIfNoEntry: false })
    if (there && !there.isDirectory())
      throw Object.assign(new Error(), { code: 'EEXIST', syscall: 'mkdir', path: folder })
    return there !== undefined
  }
  if (isThere()) return
  makeFolder(path.dirname(folder), mode)
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere()) throw error
  }
}
