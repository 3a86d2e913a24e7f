/** A PostgreSQL server of the tests' own, where Debian's package is installed: nothing of it is left behind. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'

export interface Postgres {
  /** A new, empty database: its address. */
  database(): Promise<string>
  close(): Promise<void>
}

/** Why there is none here, for those who read that tests were skipped. */
export const NO_POSTGRES = 'no PostgreSQL is installed (Debian: apt-get install postgresql)'

const HOME = '/usr/lib/postgresql'

/** Folder of the newest server that is installed; nothing, if there is none. */
export function postgresFolder(): string | undefined {
  if (!existsSync(HOME)) return undefined
  const versions = readdirSync(HOME).sort((a, b) => Number(b) - Number(a))
  return versions
    .map((version) => path.join(HOME, version, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')))
}

export async function startPostgres(): Promise<Postgres> {
  const bin = postgresFolder()
  if (!bin) throw new Error(NO_POSTGRES)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'postgres-'))
  const port = await freePort()
  // PostgreSQL does not run as root.
  const user =
    process.getuid?.() === 0
      ? Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
      : undefined
  if (user !== undefined) {
    execFileSync('chown', ['postgres', folder])
    chmodSync(folder, 0o700)
  }
  const as = {
    ...(user !== undefined && { uid: user }),
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  }
  const data = path.join(folder, 'data')
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'prolific', '--no-sync'], {
    ...as,
    stdio: 'ignore',
  })
  const settings = [
    'fsync=off',
    'max_connections=200',
    `unix_socket_directories=${folder}`,
    'listen_addresses=127.0.0.1',
  ]
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    { ...as, stdio: 'ignore' },
  )
  const address = (name: string) => `postgres://prolific@127.0.0.1:${port}/${name}`
  const admin = await connected(address('postgres'))
  let count = 0
  return {
    async database() {
      const name = `workflows_${++count}`
      await admin.query(`create database ${name}`)
      return address(name)
    },
    async close() {
      await admin.end()
      const ended = once(server, 'exit')
      // At once, whoever is still connected.
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function connected(address: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: address })
    try {
      await client.connect()
      client.on('error', () => {})
      return client
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
