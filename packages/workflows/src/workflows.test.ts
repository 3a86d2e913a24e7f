import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Prolific } from 'prolific-kit'
import { afterAll, describe, expect, test } from 'vitest'
import { newFolder, openLab } from '../test/lab.ts'
import { DatabaseError, openWorkflows } from './index.ts'
import { mustBeNewEnough } from './node-version.ts'

const lab = await openLab('workflows')
afterAll(() => lab.close())

describe('opening', () => {
  test('a folder in use is refused, by name and with its owner', async () => {
    const opening = openWorkflows({ client: lab.client, database: lab.folder, patience: 100 })
    await expect(opening).rejects.toThrow(`in use by process ${process.pid}`)
    await expect(opening).rejects.toBeInstanceOf(DatabaseError)
  })

  test('who waits for a folder is told why, and has it when it is free', async () => {
    const told: string[] = []
    const logger = { info: (text: string) => told.push(text) }
    const opening = openWorkflows({ client: lab.client, database: lab.folder, logger })
    await expect.poll(() => told, { timeout: 10_000 }).toHaveLength(1)
    expect(told[0]).toBe(`${lab.folder} is in use by process ${process.pid}: waiting for it to end.`)
    await lab.workflows.close()
    await (await opening).close()
    await lab.reopen()
  })

  test('a database is about one API', async () => {
    await lab.workflows.close()
    const client = new Prolific({ apiKey: 'sandbox_other', baseUrl: 'http://127.0.0.1:1' })
    const opening = openWorkflows({ client, database: lab.folder })
    await expect(opening).rejects.toThrow(
      `is about ${lab.sandbox.url}, and the client talks to http://127.0.0.1:1`,
    )
    await lab.reopen()
  })

  test.each([
    ['mysql://user:secret@host/db', /has the address mysql:/],
    [
      'postgres://me:secret@127.0.0.1:1/db',
      /postgres:\/\/127\.0\.0\.1:1\/db cannot be reached as a database/,
    ],
  ])('%s is refused, and no password is told', async (database, message) => {
    const opening = openWorkflows({ client: lab.client, database })
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.not.toThrow(/secret/)
  })

  test.each(['/dev/null/here', '/proc/nothing/here'])(
    '%s, which cannot be a folder, is refused',
    async (database) => {
      const opening = openWorkflows({ client: lab.client, database })
      await expect(opening).rejects.toThrow(`The folder ${database} cannot be made`)
    },
  )

  test('an old Node is told what it needs', () => {
    expect(() => mustBeNewEnough('20.19.0')).toThrow(/need Node 22\.12 or newer, and this is Node 20\.19\.0/)
    expect(() => mustBeNewEnough('22.11.0')).toThrow(DatabaseError)
    for (const version of ['22.12.0', '22.20.1', '24.0.0'])
      expect(() => mustBeNewEnough(version)).not.toThrow()
  })

  test('two folders are two databases, and nothing is left open', async () => {
    const folder = await newFolder()
    const other = await openWorkflows({ client: lab.client, database: folder })
    expect(other.database).toBe(folder)
    await other.close()
    rmSync(folder, { recursive: true })
  })

  test('a folder is found in the home, one for each host', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'home-'))
    const before = process.env.HOME
    process.env.HOME = home
    try {
      const { addressOf } = await import('./database/address.ts')
      expect(addressOf(undefined, lab.client.baseUrl, { HOME: home })).toEqual({
        kind: 'folder',
        folder: path.join(home, '.prolific/workflows', new URL(lab.sandbox.url).host.replace(':', '_')),
      })
    } finally {
      process.env.HOME = before
      rmSync(home, { recursive: true })
    }
  })
})
