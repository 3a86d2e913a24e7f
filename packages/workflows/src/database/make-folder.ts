import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { syncFolder } from './on-disk.ts'

/** Makes a folder that its owner alone can read, and what is missing above it. Node's own `recursive` never ends below `/proc`. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = path.dirname(path.resolve(folder))
  if (above !== path.resolve(folder)) makeFolder(above)
  try {
    mkdirSync(folder, { mode: 0o700 })
    syncFolder(above)
  } catch (error) {
    // Another process was faster, or a link leads nowhere.
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere) throw error
  }
}
