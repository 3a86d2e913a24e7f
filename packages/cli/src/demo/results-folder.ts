import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MachineError } from '../exit-codes.ts'

/** Makes the folder that results go to, and writes into it: one that cannot be had is better known before than after. */
export function makeResultsFolder(folder: string): void {
  const probe = path.join(folder, `.prolific-kit-${process.pid}`)
  try {
    make(path.resolve(folder))
    writeFileSync(probe, '', { flag: 'wx' })
    rmSync(probe)
  } catch (error) {
    throw new MachineError(
      `--out ${folder}: the results need a folder there, and ${why(error)}. Nothing was done.`,
    )
  }
}

/** One folder after the other: where none can be made, as in /proc, `recursive` of Node never ends. */
function make(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false })
  if (there?.isDirectory()) return
  if (there) throw Object.assign(new Error(), { code: 'EEXIST' })
  make(path.dirname(folder))
  mkdirSync(folder)
}

/** In words that need no manual of the system. */
function why(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const reasons: Record<string, string> = {
    EEXIST: 'a file is in its place',
    ENOTDIR: 'a file is in its place',
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'nothing can be written there',
    ENOENT: 'nothing can be made there',
    ENOSPC: 'the disk is full',
  }
  return reasons[code ?? ''] ?? message
}
