import fs, { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
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

test('a new database is put in its place whole and on the disk, and a person is told that it is made', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'new-'))
  const [database, making] = [path.join(folder, 'database'), path.join(folder, 'database-making')]
  mkdirSync(making)
  writeFileSync(path.join(making, 'left'), 'by a process that was killed')
  const { renameSync } = fs
  const names = synced()
  /** What is in it when it is put in its place, and what of that is not on the disk. PostgreSQL renames files, too. */
  let files: string[] = []
  let unsynced: string[] = []
  let syncedBefore = 0
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (to === database) {
      files = fs.readdirSync(from, { recursive: true }) as string[]
      syncedBefore = names.length
      unsynced = files.filter((file) => !names.includes(path.join(making, file)))
    }
    renameSync(from, to)
  })
  const told: string[] = []
  const options = { patience: 0, connections: 1, tell: (text: string) => told.push(text) }
  const made = await openDatabase({ kind: 'folder', folder }, options)
  expect(told).toEqual([`The database in ${folder} is made, which takes some seconds, once.`])
  expect(files.length).toBeGreaterThan(900)
  expect(files).not.toContain('left')
  expect(fs.existsSync(making)).toBe(false)
  if (process.platform === 'linux') {
    expect(unsynced).toEqual([])
    expect(names.slice(syncedBefore)).toContain(folder)
  }
  expect(fs.statSync(database).mode & 0o777).toBe(0o700)
  await made.close()
  await (await openDatabase({ kind: 'folder', folder }, options)).close()
  expect(told).toHaveLength(1)
  rmSync(folder, { recursive: true })
})

test('files without a database among them are not overwritten', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'damaged-'))
  const kept = path.join(folder, 'database', 'base')
  mkdirSync(kept, { recursive: true })
  const opening = openDatabase({ kind: 'folder', folder }, { patience: 0, connections: 1 })
  await expect(opening).rejects.toThrow(/PG_VERSION is not among them.*restore the folder from a backup/)
  expect(fs.readdirSync(folder).sort()).toEqual(['database', 'lock', 'owner'])
  expect(fs.existsSync(kept)).toBe(true)
  rmSync(folder, { recursive: true })
})

test.each([
  ['is not sure to keep', 'fsyncSync', 'EIO'],
  ['is too full for', 'writeSync', 'ENOSPC'],
] as const)(
  'what the disk %s is not told as done, and nothing more is asked of it',
  async (_, call, code) => {
    const folder = await newFolder()
    const pglite = await openPglite(path.join(folder, 'database'))
    await pglite.exec('create table kept (value int)')
    vi.spyOn(fs, call).mockImplementation(() => {
      throw Object.assign(new Error(code), { code })
    })
    await expect(pglite.query('insert into kept values (1)')).rejects.toThrow()
    await expect(pglite.query('select 1')).rejects.toThrow(/^The disk failed \(.*open the database again/)
    await pglite.close()
    vi.restoreAllMocks()
    const again = await openPglite(path.join(folder, 'database'))
    await again.query('insert into kept values (2)')
    expect((await again.query('select value from kept where value = 2')).rows).toEqual([{ value: 2 }])
    await again.close()
    rmSync(folder, { recursive: true })
  },
)

test('a folder that keeps no names on the disk by itself is no failure', async () => {
  const folder = await newFolder()
  const pglite = await openPglite(path.join(folder, 'database'))
  const { fsyncSync } = fs
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    if (fs.fstatSync(handle).isDirectory()) throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' })
    fsyncSync(handle)
  })
  await pglite.exec('create table kept (value int); checkpoint')
  expect((await pglite.query('select * from kept')).rows).toEqual([])
  await pglite.close()
  rmSync(folder, { recursive: true })
})

test('a folder that is none, or a link to nothing, is told by its name', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'none-'))
  const [file, link] = [path.join(folder, 'file'), path.join(folder, 'link')]
  writeFileSync(file, 'somebody needs this')
  fs.symlinkSync(path.join(folder, 'nowhere'), link)
  for (const place of [file, link]) {
    const opening = openDatabase({ kind: 'folder', folder: place }, { patience: 0, connections: 1 })
    await expect(opening).rejects.toThrow(new RegExp(`^The folder ${place} cannot be`))
  }
  expect(fs.readFileSync(file, 'utf8')).toBe('somebody needs this')
  rmSync(folder, { recursive: true })
})
