import fs, { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { newFolder } from '../../test/lab.ts'
import { openDatabase } from './open.ts'
import { openPglite } from './pglite.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** The names of what is waited for, as the system knows them. */
function synced(): string[] {
  const names: string[] = []
  const { fsyncSync } = fs
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    names.push(process.platform === 'linux' ? readlinkSync(`/proc/self/fd/${handle}`) : 'pg_wal')
    fsyncSync(handle)
  })
  return names
}

test('what is committed is on the disk before it is told, and reading waits for nothing', async () => {
  const folder = await newFolder()
  const pglite = await openPglite(path.join(folder, 'database'))
  await pglite.exec('create table kept (value int)')
  const names = synced()
  await pglite.query('insert into kept values (1)')
  expect(names).toEqual([expect.stringContaining('pg_wal')])
  await pglite.query('select * from kept')
  expect(names).toHaveLength(1)
  await pglite.exec('checkpoint')
  expect(names.length).toBeGreaterThan(2)
  expect((await pglite.query('show full_page_writes')).rows).toEqual([{ full_page_writes: 'on' }])
  await pglite.close()
  rmSync(folder, { recursive: true })
})

test('a new database is on the disk, each of its files, and a person is told that it is made', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'new-'))
  const names = synced()
  const told: string[] = []
  const options = { patience: 0, connections: 1, tell: (text: string) => told.push(text) }
  const made = await openDatabase({ kind: 'folder', folder }, options)
  expect(told).toEqual([`The database in ${folder} is made, which takes some seconds, once.`])
  const files = fs.readdirSync(path.join(folder, 'database'), { recursive: true }) as string[]
  expect(files.length).toBeGreaterThan(900)
  // Those that came by now are of the tables, and are written whole at the next checkpoint.
  const missing = files.filter((file) => !names.includes(path.join(folder, 'database', file)))
  if (process.platform === 'linux')
    expect(missing.filter((file) => !/^base\/\d+\/\d+/.test(file))).toEqual([])
  await made.close()
  await (await openDatabase({ kind: 'folder', folder }, options)).close()
  expect(told).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
