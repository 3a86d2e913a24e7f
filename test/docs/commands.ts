/** Our commands for a shell: as the pages and the examples call them, from the sources. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** Puts a `prolific-kit` that runs the sources into a folder, and gives a `PATH` that begins with it. */
export function pathWithCommand(folder: string): string {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  const main = path.join(root, 'packages/cli/src/main.ts')
  writeFileSync(
    path.join(bin, 'prolific-kit'),
    `#!/bin/sh\nexec '${process.execPath}' --conditions=@prolific-kit/source --liftoff-only --no-warnings '${main}' "$@"\n`,
  )
  chmodSync(path.join(bin, 'prolific-kit'), 0o755)
  return [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter)
}

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs a program to its end, with nothing but the given variables. Its input is empty. */
export function ended(
  program: string,
  words: readonly string[],
  { cwd, env }: { cwd?: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd,
      env: { NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compile'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => (out += data))
    child.stderr.on('data', (data) => (err += data))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}
