import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { whileTimePasses } from '../../../sandbox/test/passing-time.ts'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { ticker } from './lines.ts'
import { eta, type Snapshot } from './progress.ts'

const lab = await openLab('watch')
const { client, sandbox, cli } = lab
const fresh = sandbox.snapshot()
beforeEach(() => sandbox.restore(fresh))
afterAll(() => lab.close())

const watch = (id: string, ...words: string[]) => cli(['studies', 'watch', id, '--every', '20ms', ...words])

describe('studies watch', () => {
  test('tells every state until nobody works any more, in plain lines, and prints the last', async () => {
    const id = await lab.study()
    await sandbox.participants.arrive({ study: id, count: 4, behaviour: 'diligent', within: '1 hour' })
    const passing = { by: '3 min', every: 25 }
    const { code, out, err } = await whileTimePasses(sandbox, passing, watch(id, '-o', 'json'))
    expect(code).toBe(ExitCode.GOOD)
    const lines = err.trim().split('\n')
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}\d\/4 {2}\d+ % {2}ACTIVE/)
    expect(lines.at(-1)).toBe('Ended: the study is AWAITING REVIEW and nobody is at work.')
    expect(lines.length).toBeGreaterThanOrEqual(3)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(JSON.parse(out)).toMatchObject({
      status: 'AWAITING REVIEW',
      places: 4,
      handed_in: 4,
      at_work: 0,
      progress: 100,
      eta: 0,
      counts: { 'AWAITING REVIEW': 4 },
    })
  })

  test('--until a number ends as soon as so many have handed in; ndjson has a line for each look', async () => {
    const id = await lab.study()
    await sandbox.participants.arrive({ study: id, count: 4, behaviour: 'diligent', within: '4 hours' })
    const passing = { by: '5 min', every: 15 }
    const watching = watch(id, '--until', '2', '-o', 'ndjson')
    const { code, out } = await whileTimePasses(sandbox, passing, watching)
    expect(code).toBe(ExitCode.GOOD)
    const states = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Snapshot)
    expect(states.length).toBeGreaterThan(1)
    expect(states.findIndex(({ handed_in }) => handed_in >= 2)).toBe(states.length - 1)
  })

  test('a pause with nobody at work, or a study that stopped short of what was waited for, ends with 1', async () => {
    const id = await lab.study()
    await client.studies.pause({ id })
    const paused = await watch(id)
    expect(paused.code).toBe(ExitCode.NO)
    expect(paused.err).toMatch(/Ended: the study is PAUSED/)
    await client.studies.stop({ id })
    expect((await watch(id, '--until', 'full')).code).toBe(ExitCode.NO)
    expect((await watch(id, '--until', 'over')).code).toBe(ExitCode.GOOD)
  })

  test('--timeout ends it with 1', async () => {
    const { code, err } = await watch(await lab.study(), '--timeout', '60ms')
    expect(code).toBe(ExitCode.NO)
    expect(err).toMatch(/Ended: the time is over/)
  })

  test('a server that fails for a while is waited for', async () => {
    const id = await lab.study()
    // The client asks three times before it gives up.
    const fault = { type: 'status', status: 503 } as const
    await sandbox.faults.add({ operation: 'studies.countSubmissions', fault, after: 1, times: 3 })
    const going = watch(id, '--timeout', '20s')
    await expect.poll(() => sandbox.faults.list(), { timeout: 5000 }).toEqual([])
    await client.studies.stop({ id })
    const { code, err } = await going
    expect(err).toMatch(/It could not be read this time/)
    expect(code).toBe(ExitCode.GOOD)
  })

  test('Ctrl-C ends it with 130 and the last state', async () => {
    const id = await lab.study()
    const { code, out } = await lab.spawned(['studies', 'watch', id, '-o', 'json'], (child, err) => {
      if (err.includes('ACTIVE') && !err.includes('Stopping')) child.kill('SIGINT')
    })
    expect(code).toBe(ExitCode.INTERRUPTED)
    expect(JSON.parse(out)).toMatchObject({ study_id: id, status: 'ACTIVE' })
  })

  test.each([
    [['--until', 'soon'], ExitCode.USAGE, /"over", "full" or a number/],
    [['--every', '20'], ExitCode.USAGE, /time with its unit/],
  ])('%j is refused with %i', async (words, expected, message) => {
    const { code, err } = await cli(['studies', 'watch', 'f'.repeat(24), ...words])
    expect(code).toBe(expected)
    expect(err).toMatch(message)
  })

  test('a draft is refused, and what is not there too', async () => {
    const { id } = await client.studies.clone({ id: await lab.study() })
    const { code, err } = await watch(id)
    expect(code).toBe(ExitCode.REFUSED)
    expect(err).toMatch(/is a draft: publish it first/)
    expect((await watch('f'.repeat(24))).code).toBe(ExitCode.NOT_FOUND)
  })
})

test.each([200, 50, 20])('a line fits a terminal of %i columns', (columns) => {
  const written: string[] = []
  const out = { isTTY: true, columns, write: (text: string) => written.push(text) }
  const now = { at: '', study_id: 'a', status: 'ACTIVE', places: 40, counts: { APPROVED: 20 }, at_work: 0 }
  ticker(out as unknown as NodeJS.WriteStream).show({ ...now, handed_in: 20, progress: 50, eta: 60 })
  const line = written.join('').replace('\r', '').replace('\u001b[K', '')
  expect(line.length).toBeLessThan(columns)
  expect(line.startsWith('█')).toBe(columns > 60)
  expect(line).toContain('20/40  50 %')
})

test('the time that is left goes by the pace, where there is one', () => {
  expect(eta({ at: 0, handed_in: 0 }, { at: 60_000, handed_in: 10 }, 40)).toBe(180)
  expect(eta({ at: 0, handed_in: 3 }, { at: 60_000, handed_in: 3 }, 40)).toBeNull()
  expect(eta({ at: 0, handed_in: 0 }, { at: 1, handed_in: 40 }, 40)).toBe(0)
  expect(eta({ at: 0, handed_in: 0 }, { at: 86_400_000, handed_in: 1 }, 4000)).toBeNull()
})
