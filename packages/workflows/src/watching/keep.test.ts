import { rmSync } from 'node:fs'
import type { Study } from 'prolific-kit'
import { afterAll, expect, test } from 'vitest'
import { newFolder } from '../../test/lab.ts'
import { openDatabase } from '../database/open.ts'
import { beginLook, keep } from './keep.ts'
import { newlyWatched } from './newly-watched.ts'
import type { WatchedSubmission } from './submission.ts'

const folder = await newFolder()
const { db, close } = await openDatabase({ kind: 'folder', folder }, { patience: 1000, connections: 1 })
const now = new Date('2026-01-05T09:00Z')
const context = { db, timing: { now: () => now } as Parameters<typeof keep>[0]['timing'] }
afterAll(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

const submission = (status: string, id = 'one'): WatchedSubmission => ({
  id,
  study_id: 'study',
  participant_id: 'p',
  status,
  started_at: '2026-01-05T09:00:00Z',
  completed_at: null,
  code: null,
  return_requested: null,
  bonus_payments: [],
})
const kept = async () =>
  (await db.selectFrom('watched_submissions').select('status').where('id', '=', 'one').executeTakeFirst())
    ?.status
const write = (began: number, ...submissions: WatchedSubmission[]) =>
  keep(context, { study_id: 'study', began, submissions })

test('an older read never replaces a newer one, and one of the same time asks for another', async () => {
  await db
    .insertInto('watched_studies')
    .values(newlyWatched('study', { sweep_every: 1, now }))
    .execute()
  const slow = (await beginLook(context, 'study'))!
  const quick = (await beginLook(context, 'study'))!
  expect(await write(quick, submission('ACTIVE'))).toEqual({ changed: 1, unclear: 0 })
  expect(await write(slow, submission('RESERVED'))).toEqual({ changed: 0, unclear: 1 })
  expect(await kept()).toBe('ACTIVE')
  const row = await db.selectFrom('watched_studies').select('is_unclear').executeTakeFirst()
  expect(row?.is_unclear).toBe(true)
  const next = (await beginLook(context, 'study'))!
  expect(await write(next, submission('RETURNED'))).toEqual({ changed: 1, unclear: 0 })
  expect(await kept()).toBe('RETURNED')
})

test('what is not told is kept, and agreeing makes no change', async () => {
  const before = (await beginLook(context, 'study'))!
  await write(before, { ...submission('APPROVED'), bonus_payments: [20] })
  const next = (await beginLook(context, 'study'))!
  expect(await write(next, { ...submission('APPROVED'), bonus_payments: null })).toMatchObject({ changed: 0 })
})

test('a study is kept as a whole, and told where its status or places change', async () => {
  const study = {
    id: 'study',
    status: 'ACTIVE',
    total_available_places: 1,
    places_taken: 0,
  } as unknown as Study
  const write = async (changes: object) => {
    const began = (await beginLook(context, 'study'))!
    return keep(context, { study_id: 'study', began, study: { ...study, ...changes } })
  }
  expect((await write({})).changed).toBe(1)
  expect((await write({ places_taken: 1 })).changed).toBe(0)
  expect((await write({ total_available_places: 2 })).changed).toBe(1)
  const row = await db.selectFrom('watched_studies').select('study').executeTakeFirst()
  expect(row?.study).toMatchObject({ total_available_places: 2 })
})

test('thousands are written at once, and nobody watches what is not there', async () => {
  const began = (await beginLook(context, 'study'))!
  const many = Array.from({ length: 2500 }, (_, i) => submission('RESERVED', `many-${i}`))
  expect((await write(began, ...many)).changed).toBe(2500)
  expect(await beginLook(context, 'nobody')).toBeUndefined()
})
