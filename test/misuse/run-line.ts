/** Runs a line for a shell that is, but for a few, our command alone. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Ended as EndedHere, inProcess } from '../../packages/cli/test/lab.ts'
import { type Ended, ended } from '../docs/commands.ts'

/** What else a shell would do, and reading of standard input, which this process has for itself. */
const NEEDS_SHELL = /[|<>;&]| -(\s|$)/

/**
 * Whether a line is run in this process, as it is with everything but its start: in a hundredth of the time. In
 * `npm run check:deep` each has a process of its own.
 */
export const isQuick = (line: string): boolean => !process.env.CHECK_DEEP && !NEEDS_SHELL.test(line)

/** Runs a line as a shell does. */
export const inShell = (line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> =>
  ended('sh', ['-c', line], { cwd, env })

/** Runs a line in this process, with the words and the variables that a shell makes of it. */
export async function inThisProcess(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<EndedHere> {
  const { out } = await inShell(line, cwd, { ...env, PATH: `${telling(cwd)}${path.delimiter}${env.PATH}` })
  const told = out.split('\0').slice(0, -1)
  const end = told.indexOf('')
  const variables = told.slice(0, end).map((text) => {
    const at = text.indexOf('=')
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
  const before = process.cwd()
  process.chdir(cwd)
  try {
    return await inProcess(told.slice(end + 1), Object.fromEntries(variables))
  } finally {
    process.chdir(before)
  }
}

/** A folder with a `prolific-kit` that tells its variables and its words, each with a NUL at its end and one between the two. */
function telling(folder: string): string {
  const bin = path.join(folder, 'telling')
  const program = path.join(bin, 'prolific-kit')
  mkdirSync(bin, { recursive: true })
  writeFileSync(program, `#!/bin/sh\nenv -0\nprintf '\\0'\n[ $# = 0 ] || printf '%s\\0' "$@"\n`)
  chmodSync(program, 0o755)
  return bin
}
