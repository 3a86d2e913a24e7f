/** Which process of this machine is at the other end of a connection. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A connection of 127.0.0.1 as its server sees it. */
export interface Connection {
  remotePort: number
  localPort: number
}

/** The processes that hold the client's end of a connection to this process, as far as the system tells. */
export function peers(connection: Connection): number[] {
  try {
    const found = process.platform === 'linux' ? peersInProc(connection) : peersWithLsof(connection)
    return found.filter((pid) => pid !== process.pid)
  } catch {
    return []
  }
}

function peersInProc({ remotePort, localPort }: Connection): number[] {
  // A program may speak IPv6 to an address of IPv4: its end is in the other table then.
  const lines = ['tcp', 'tcp6'].flatMap((table) => readText(`/proc/net/${table}`).split('\n'))
  const ends = lines.map((line) => line.trim().split(/\s+/))
  const end = ends.find(([, local, remote]) => portOf(local) === remotePort && portOf(remote) === localPort)
  const inode = end?.[9]
  if (inode === undefined || inode === '0') return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.filter((pid) => holds(pid, `socket:[${inode}]`)).map(Number)
}

const portOf = (address: string | undefined): number => Number.parseInt(address?.split(':')[1] ?? '', 16)

/** Processes of other people cannot be looked into; they cannot read this person's files either. */
function holds(pid: string, socket: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).some((name) => linkOf(`${folder}/${name}`) === socket)
  } catch {
    return false
  }
}

function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file)
  } catch {
    return undefined
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function peersWithLsof({ remotePort }: Connection): number[] {
  const words = ['-nP', '-a', `-iTCP@127.0.0.1:${remotePort}`, '-sTCP:ESTABLISHED', '-Fp']
  const said = execFileSync('lsof', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return said.split('\n').flatMap((line) => (line.startsWith('p') ? [Number(line.slice(1))] : []))
}
