import { gbp } from 'prolific-kit'
import { afterAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { RefusedPlanError } from '../errors.ts'

const lab = await openLab('recruiting', { lookEvery: 20 })
const { sandbox, client } = lab
afterAll(() => lab.close())

const small = (changes: object = {}) => lab.study({ total_available_places: 1, ...changes })
const status = async (id: string) => (await client.studies.retrieve({ id })).status
const places = async (id: string) => (await client.studies.retrieve({ id })).total_available_places
const minute = () => sandbox.advance('1 min')

describe('beginning', () => {
  test.each([
    [{ atMostAtOnce: 3 }, /4 participants could be at work at once, and 3 may/],
    [{ budget: gbp('5') }, /cost 8.40 GBP with fees and VAT, and the budget is 5.00 GBP/],
    [{ target: 2 }, /4 more could come, which is more than its target of 2/],
    [{ deadline: '2026-01-05T08:00Z' }, /the deadline is 2026-01-05T08:00:00.000Z/],
    [{ valid: { function: 'nobody' } }, /has no function "nobody"/],
  ])('%j is refused where it could be crossed at once', async (changes, message) => {
    const study_id = await lab.study({ total_available_places: 4 })
    const starting = lab.workflows.recruiting.start({ study_id, target: 10, ...changes })
    await expect(starting).rejects.toThrow(message)
    await expect(starting).rejects.toThrow(RefusedPlanError)
  })

  test('a study is recruited for once at a time', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const first = await recruiting.start({ study_id, target: 5 })
    await expect(recruiting.start({ study_id, target: 5 })).rejects.toThrow(/is recruited for already/)
    await recruiting.stop(first.id)
    await recruiting.stop((await recruiting.start({ study_id, target: 5 })).id)
  })
})

describe('the kill switch', () => {
  test('pauses at once, starts nothing any more, and says why', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5 })
    await recruiting.step(id)
    expect(await places(study_id)).toBe(5)
    expect(await recruiting.stop(id, 'the server is down')).toMatchObject({
      state: 'closed',
      outcome: 'stopped',
      why: expect.stringContaining('It was stopped: the server is down.'),
      nextStepAt: null,
    })
    expect(await status(study_id)).toBe('PAUSED')
    await minute()
    await recruiting.step(id)
    expect(await status(study_id)).toBe('PAUSED')
    // The pause is its own, so that going on starts it again.
    await recruiting.resume(id)
    await recruiting.step(id)
    expect(await status(study_id)).toBe('ACTIVE')
    await recruiting.stop(id)
  })

  test.each(['drop_after_commit', 'drop_before', { type: 'status', status: 503 }] as const)(
    'holds when the answer is lost: %j',
    async (fault) => {
      const { recruiting } = lab.workflows
      const study_id = await small()
      const { id } = await recruiting.start({ study_id, target: 5 })
      await sandbox.faults.add({ operation: 'studies.pause', fault, times: 2 })
      await recruiting.stop(id)
      expect(await status(study_id)).toBe('PAUSED')
      await sandbox.faults.clear()
    },
  )
})

describe('what somebody else has done', () => {
  test('a pause is left alone and said, until the recruitment is resumed', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5 })
    await client.studies.pause({ id: study_id })
    for (let i = 0; i < 3; i++) {
      await minute()
      expect((await recruiting.step(id)).why).toMatch(/was paused by somebody else and is left alone/)
    }
    expect([await status(study_id), await places(study_id)]).toEqual(['PAUSED', 1])
    await recruiting.resume(id)
    await recruiting.step(id)
    expect(await status(study_id)).toBe('ACTIVE')
    await recruiting.stop(id)
  })

  test('a stop is left alone too, though the study stands as if it were full', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5 })
    await recruiting.step(id)
    await client.studies.stop({ id: study_id })
    await minute()
    expect((await recruiting.step(id)).why).toMatch(/was stopped by somebody else/)
    expect([await status(study_id), await places(study_id)]).toEqual(['COMPLETED', 5])
    await recruiting.stop(id)
  })

  test('places that somebody added are not let be taken where they cross a limit', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5, atMostAtOnce: 2 })
    await recruiting.step(id)
    await client.studies.update({ id: study_id, total_available_places: 9 })
    expect((await recruiting.step(id)).why).toMatch(
      /more than its target needs, and places cannot be taken back/,
    )
    expect(await status(study_id)).toBe('PAUSED')
    await recruiting.stop(id)
  })
})

test('a refused submission is replaced, and a full study is started for it', async () => {
  const { recruiting } = lab.workflows
  const study_id = await small()
  const { id } = await recruiting.start({ study_id, target: 1 })
  const { arrivals } = await sandbox.participants.arrive({ study: study_id, behaviour: 'wrong_code' })
  await sandbox.advance('1 hour')
  expect((await recruiting.step(id)).why).toMatch(/1 submissions that do not count wait for your review/)
  expect([await status(study_id), await places(study_id)]).toEqual(['AWAITING REVIEW', 1])
  await client.submissions.reject({ id: arrivals[0]!.submission! })
  await recruiting.step(id)
  expect([await status(study_id), await places(study_id)]).toEqual(['ACTIVE', 1])
  await sandbox.participants.arrive({ study: study_id, behaviour: 'diligent' })
  await sandbox.advance('1 hour')
  const done = await recruiting.step(id)
  expect(done).toMatchObject({ isMet: true, valid: 1, state: 'running' })
  const [good] = await client.submissions.list({ study: study_id, status: 'AWAITING_REVIEW' }).toArray()
  await client.submissions.approve({ id: good!.id })
  expect(await recruiting.step(id)).toMatchObject({ state: 'closed', outcome: 'met' })
})

test('a function of yours tells what counts', async () => {
  const { recruiting } = lab.workflows
  const seen: string[] = []
  recruiting.define('has data', async ({ participant_id, seconds }) => {
    seen.push(participant_id)
    return (seconds ?? 0) > 1e6
  })
  const study_id = await small()
  const { id } = await recruiting.start({ study_id, target: 1, valid: { function: 'has data' } })
  await sandbox.participants.arrive({ study: study_id, behaviour: 'diligent' })
  await sandbox.advance('1 hour')
  expect(await recruiting.step(id)).toMatchObject({ valid: 0, isMet: false, cells: [{ undecided: 1 }] })
  expect(seen.length).toBeGreaterThan(0)
  await recruiting.stop(id)
})

test('a wallet that is empty is told, and nothing else is tried at that step', async () => {
  const { recruiting } = lab.workflows
  const study_id = await small()
  const { available_balance } = await client.workspaces.getBalance({ workspace_id: lab.workspace })
  const rich = await client.studies.create({
    name: 'All of it',
    description: 'x',
    external_study_url: 'https://lab.example.org/',
    prolific_id_option: 'url_parameters',
    completion_codes: [{ code: 'A', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
    total_available_places: 1,
    estimated_completion_time: 10,
    reward: Math.floor(available_balance / 1.4) - 1,
  })
  await client.studies.publish({ id: rich.id })
  const { id } = await recruiting.start({ study_id, target: 5 })
  expect((await recruiting.step(id)).problem).toMatch(/studies.update failed with 400/)
  expect(await places(study_id)).toBe(1)
  await client.studies.stop({ id: rich.id })
  await minute()
  expect((await recruiting.step(id)).problem).toBeNull()
  expect(await places(study_id)).toBe(5)
  await recruiting.stop(id)
})

describe('crashes and company', () => {
  test('a raise whose answer and process were lost counts as given, and is not sent again before it is read back', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5, atMostAtOnce: 3 })
    await sandbox.faults.add({ operation: 'studies.update', fault: 'drop_before', times: 1 })
    await recruiting.step(id)
    expect(await places(study_id)).toBe(1)
    const after = await lab.reopen()
    await minute()
    // It may still be on its way: nothing more is opened meanwhile.
    await after.recruiting.step(id)
    expect(await places(study_id)).toBe(1)
    await sandbox.advance('3 min')
    await after.recruiting.step(id)
    expect(await places(study_id)).toBe(3)
    expect(
      (await after.recruiting.history(id)).map(({ kind, places, state }) => [kind, places, state]),
    ).toEqual([
      ['raise', 3, 'lost'],
      ['raise', 3, 'done'],
    ])
    await after.recruiting.stop(id)
  })

  test('several steps at once act once', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 5, atMostAtOnce: 3 })
    await Promise.all([1, 2, 3, 4].map(() => recruiting.step(id)))
    expect(await places(study_id)).toBe(3)
    const raises = (await recruiting.history(id)).filter(({ state }) => state === 'done')
    expect(raises).toHaveLength(1)
    await recruiting.stop(id)
  })

  test('a worker recruits by itself', async () => {
    const { recruiting } = lab.workflows
    const study_id = await small()
    const { id } = await recruiting.start({ study_id, target: 3 })
    const worker = await lab.workflows.work({ kinds: ['recruiting.step'] })
    while ((await places(study_id)) < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    await worker.stop()
    expect(await recruiting.history(id)).toMatchObject([{ kind: 'raise', places: 3 }])
    await recruiting.stop(id)
  })
})
