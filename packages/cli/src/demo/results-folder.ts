import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MachineError } from '../exit-codes.ts'
import { makeFolder } from '../make-folder.ts'
import { whyUnwritable } from '../why-unwritable.ts'

/** Makes the folder that results go to, and writes into it: one that cannot be had is better known before than after. */
export function makeResultsFolder(folder: string): void {
  const probe = path.join(folder, `.prolific-kit-${process.pid}`)
  try {
    makeFolder(path.resolve(folder))
    writeFileSync(probe, '', { flag: 'wx' })
    rmSync(probe)
  } catch (error) {
    throw new MachineError(
      `--out ${folder}: the results need a folder there, and ${whyUnwritable(error)}. Nothing was done.`,
    )
  }
}
