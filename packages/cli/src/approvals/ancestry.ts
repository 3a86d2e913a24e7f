/** Which processes a process runs beneath. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Process } from './store.ts'

interface Seen extends Process {
  parent: number
  command: string
}

/** Programs that only start another one: what the agent runs in is above them. */
const LAUNCHER =
  /(^|[\s/])(npx|npm|pnpm|yarn|bunx|corepack|env|cmd)(\.cmd|\.exe)?(\s|$)|npx-cli\.js|npm-cli\.js|pnpm\.c?js/
/** A shell that was given a command, and so is no shell that somebody sits at. */
const SHELL_COMMAND = /^(\S*\/)?(sh|bash|dash|zsh)\s+-\w*c\b/
const DEEPEST = 64

/** This process and those above it, nearest first, as far as the system tells. */
export function ancestors(pid: number = process.pid): Seen[] {
  const found: Seen[] = []
  for (let at = pid; at > 0 && found.length < DEEPEST; ) {
    const seen = look(at)
    if (!seen) break
    found.push(seen)
    at = seen.parent
  }
  return found
}

/** This process, and the program that started it and speaks to it: the one that the agent runs in. */
export function askers(spokenToByParent: boolean): Process[] {
  const [self, ...above] = ancestors()
  const client = above.find(({ command }) => !isLauncher(command))
  const found = [self, ...(spokenToByParent && client && client.pid > 1 ? [client] : [])]
  return found.flatMap((one) => (one ? [{ pid: one.pid, started: one.started }] : []))
}

/** What tells these processes apart from later ones with the same numbers; those that are gone are left out. */
export const identified = (pids: readonly number[]): Process[] =>
  pids.flatMap((pid) => {
    const seen = look(pid)
    return seen ? [{ pid, started: seen.started }] : []
  })

/** The process above this one that is among those given, if there is one. */
export const beneath = (processes: readonly Process[]): Process | undefined =>
  ancestors().find(({ pid, started }) => processes.some((one) => one.pid === pid && one.started === started))

/** The program and its first word alone: what else is on its command line may be anything. */
const isLauncher = (command: string): boolean =>
  LAUNCHER.test(command.split(' ').slice(0, 2).join(' ')) || SHELL_COMMAND.test(command)

function look(pid: number): Seen | undefined {
  try {
    return process.platform === 'linux' ? lookInProc(pid) : lookWithPs(pid)
  } catch {
    return undefined
  }
}

function lookInProc(pid: number): Seen {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name in parentheses, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  return { pid, parent: Number(fields[1]), started: fields[19]!, command }
}

function lookWithPs(pid: number): Seen | undefined {
  const line = execFileSync('ps', ['-o', 'ppid=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' })
  const match = /^\s*(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/s.exec(line)
  return match ? { pid, parent: Number(match[1]), started: match[2]!, command: match[3]!.trim() } : undefined
}
