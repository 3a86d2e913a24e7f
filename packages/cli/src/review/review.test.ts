import { Prolific } from 'prolific-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { approveAll } from './approve.ts'

const lab = await openLab('review')
const { client, sandbox, cli } = lab
afterAll(() => lab.close())

/** A study in which somebody is in every status that matters. */
let study: string
/** Submissions by what their participants did. */
const by: Record<string, string> = {}
const REASON =
  'There is no completion code of this study in your submission, and it took you one minute of the ten that it needs.'

beforeAll(async () => {
  study = await lab.study({ total_available_places: 20 })
  const { arrivals } = await sandbox.participants.arrive({ study, count: 7, behaviour: 'manual' })
  const names = ['good', 'typed', 'fast', 'none', 'working', 'returned', 'reserved']
  for (const [at, name] of names.entries()) by[name] = arrivals[at]!.submission!
  const start = (name: string) => sandbox.participants.act(by[name]!, 'start')
  for (const name of names.slice(0, 6)) await start(name)
  await sandbox.advance('1 min')
  await sandbox.participants.act(by.fast!, 'complete', { code: 'DONE' })
  await sandbox.advance('8 min')
  await sandbox.participants.act(by.good!, 'complete', { code: 'DONE' })
  await sandbox.participants.act(by.typed!, 'complete', { code: ' done. ' })
  await sandbox.participants.act(by.none!, 'complete')
  await sandbox.participants.act(by.returned!, 'return')
})

/** Each test begins with everybody as they are above. */
const fresh = () => {
  const snapshot = sandbox.snapshot()
  return { [Symbol.dispose]: () => sandbox.restore(snapshot) }
}
const statusOf = async (name: string) => (await client.submissions.retrieve({ id: by[name]! })).status
const ids = (rows: { id: string }[]) =>
  rows.map(({ id }) => Object.keys(by).find((name) => by[name] === id)).sort()

describe('submissions list', () => {
  test.each([
    [
      ['--code', 'done'],
      ['fast', 'good', 'typed'],
    ],
    [
      ['--code', 'nothing', '--code', 'DONE', '--min-time', '5m'],
      ['good', 'typed'],
    ],
    [['--no-code', '--status', 'awaiting-review'], ['none']],
    [['--max-time', '90s'], ['fast']],
    [
      ['--status', 'AWAITING_REVIEW'],
      ['fast', 'good', 'none', 'typed'],
    ],
    [['--status', 'returned'], ['returned']],
    [['--status', 'awaiting review', '--min-time', '2 m', '--limit', '1'], 1],
  ])('%j', async (words, expected) => {
    const rows = await lab.json(['submissions', 'list', '--study', study, ...words])
    expect(typeof expected === 'number' ? rows.length : ids(rows)).toEqual(expected)
  })

  test('by ids of a file, of submissions and participants, with or without a heading', async () => {
    const { participant } = await client.submissions.retrieve({ id: by.none! })
    const file = lab.file('ids.csv', `submission_id,note\n${by.good},fine\n\n# not sure\n"${participant}"\n`)
    expect(ids(await lab.json(['submissions', 'list', '--study', study, '--ids', file]))).toEqual([
      'good',
      'none',
    ])
    const { err } = await cli([
      'submissions',
      'list',
      '--study',
      study,
      '--ids',
      lab.file('x', 'f'.repeat(24)),
    ])
    expect(err).toMatch(/Not among them: f{24}/)
  })

  test.each([
    [['--min-time', '5'], /time with its unit/],
    [['--status', 'done'], /Statuses are reserved, active/],
    [['--min-time', '2h', '--max-time', '5m'], /No submission takes longer/],
    [['--ids', '/nowhere'], /cannot be read: there is no such file/],
  ])('%j is refused', async (words, message) => {
    const { code, out, err } = await cli(['submissions', 'list', '--study', study, ...words])
    expect({ code, out }).toEqual({ code: ExitCode.USAGE, out: '' })
    expect(err).toMatch(message)
  })

  test('a file of ids that holds something else is refused with its line', async () => {
    const { code, err } = await cli([
      'submissions',
      'list',
      '--study',
      study,
      '--ids',
      lab.file('wrong.txt', `${by.good}\nnot-an-id\n`),
    ])
    expect(code).toBe(ExitCode.USAGE)
    expect(err).toMatch(/wrong\.txt, line 2: "not-an-id" is not an id/)
  })
})

describe('submissions approve', () => {
  const approve = (...words: string[]) => cli(['submissions', 'approve', '--study', study, ...words])

  test('--dry-run shows what would be done, and does nothing', async () => {
    const { code, out, err } = await approve('--code', 'DONE', '--min-time', '3m', '--dry-run', '-o', 'json')
    expect(code).toBe(ExitCode.GOOD)
    expect(JSON.parse(out)).toHaveLength(2)
    expect(JSON.parse(out)[0]).toMatchObject({ code: 'DONE', time_taken: 540, result: 'would be: approve' })
    expect(err).toBe('')
    await sandbox.advance('5 min')
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test('approves those who await review, and touches nobody else', async () => {
    using _ = fresh()
    const { code, out, err } = await approve('--min-time', '0s', '--yes', '-o', 'json')
    expect(code).toBe(ExitCode.GOOD)
    expect(ids(JSON.parse(out))).toEqual(['fast', 'good', 'none', 'typed'])
    expect(err).toMatch(/4 done/)
    await sandbox.advance('2 min')
    const statuses = await Promise.all(Object.keys(by).map(statusOf))
    expect(statuses).toEqual([
      'APPROVED',
      'APPROVED',
      'APPROVED',
      'APPROVED',
      'ACTIVE',
      'RETURNED',
      expect.stringMatching(/RESERVED|RETURNED/),
    ])
    const again = await approve('--min-time', '0s', '--yes')
    expect(again.code).toBe(ExitCode.GOOD)
    expect(again.err).toMatch(/Passed over, as they do not await review: 4 APPROVED/)
  })

  test('an id that is not in the study refuses everything', async () => {
    const file = lab.file('ids.txt', `${by.good}\n${'f'.repeat(24)}\n`)
    const { code, out, err } = await approve('--ids', file, '--yes')
    expect({ code, out }).toEqual({ code: ExitCode.REFUSED, out: '' })
    expect(err).toMatch(/1 of the ids is neither.*Nothing was done/)
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test.each([
    [['--study', 'S'], ExitCode.USAGE, /Say which submissions/],
    [['--study', 'S', '--code', 'DONE'], ExitCode.USAGE, /no terminal/],
    [
      ['--study', 'S', '--code', 'DONE', '--yes', '--max-cost', '6 GBP'],
      ExitCode.REFUSED,
      /costs up to 6\.30 GBP/,
    ],
    [[], ExitCode.USAGE, /Give the id of a submission/],
    [['I', '--study', 'S', '--code', 'DONE'], ExitCode.USAGE, /not both/],
  ])('%j is refused with %i, and nothing is approved', async (words, expected, message) => {
    const real = words.map((word) => (word === 'S' ? study : word === 'I' ? by.good! : word))
    const { code, out, err } = await cli(['submissions', 'approve', ...real])
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test('one by its id; one who is at work is refused', async () => {
    using _ = fresh()
    const { code, out } = await cli([
      'submissions',
      'approve',
      by.good!,
      '--yes',
      '--fields',
      'status',
      '-o',
      'json',
    ])
    expect({ code, out: JSON.parse(out) }).toEqual({ code: ExitCode.GOOD, out: { status: 'APPROVED' } })
    const working = await cli(['submissions', 'approve', by.working!, '--yes'])
    expect(working).toMatchObject({ code: ExitCode.REFUSED, out: '' })
    expect(working.err).toMatch(/is ACTIVE: its participant is still at work/)
  })

  test('a lost answer ends with 7 and says that the command may be run again', async () => {
    using _ = fresh()
    await sandbox.faults.add({ operation: 'submissions.bulkApprove', fault: 'drop_after_commit' })
    const { code, out, err } = await approve('--code', 'DONE', '--yes', '-o', 'json')
    expect(code).toBe(ExitCode.UNKNOWN)
    expect(err).toMatch(/3 unknown: the answer was lost: run the same command again/)
    expect(JSON.parse(out).map(({ result }: { result: string }) => result)).toEqual(Array(3).fill('unknown'))
  })

  test('a request that is refused whole is halved until the one that is wrong is found', async () => {
    using _ = fresh()
    const signal = new AbortController().signal
    const wanted = [by.good!, by.fast!, 'f'.repeat(24), by.none!, by.typed!]
    const outcomes = await approveAll({ client, signal }, wanted)
    const failed = outcomes.filter(({ result }) => result === 'failed')
    expect(failed.map(({ id }) => id)).toEqual(['f'.repeat(24)])
    expect(outcomes.filter(({ result }) => result === 'done')).toHaveLength(4)
    await sandbox.advance('2 min')
    expect(await statusOf('typed')).toBe('APPROVED')
  })

  test('when all is refused, it does not ask for each of them', async () => {
    using _ = fresh()
    const signal = new AbortController().signal
    const fault = { type: 'status', status: 400 } as const
    await sandbox.faults.add({ operation: 'submissions.bulkApprove', fault, times: 100 })
    const outcomes = await approveAll({ client, signal }, Array(500).fill(by.good!))
    const [{ times }] = (await sandbox.faults.list()) as unknown as [{ times: number }]
    expect(100 - times).toBeLessThan(20)
    expect(outcomes).toHaveLength(500)
    expect(outcomes.some(({ result }) => result === 'done')).toBe(false)
    await sandbox.faults.clear()
  })

  test('after Ctrl-C no further request is sent, and what was not done is told', async () => {
    using _ = fresh()
    const stop = new AbortController()
    const stopping = new Prolific({
      apiKey: sandbox.key,
      baseUrl: sandbox.url,
      middleware: [
        async (request, next) => {
          const answer = await next(request)
          stop.abort()
          return answer
        },
      ],
    })
    const outcomes = await approveAll(
      { client: stopping, signal: stop.signal },
      [by.good!, by.fast!, by.none!],
      1,
    )
    expect(outcomes.map(({ result }) => result)).toEqual(['done', 'not done', 'not done'])
    await sandbox.advance('2 min')
    expect(await statusOf('fast')).toBe('AWAITING REVIEW')
  })
})

describe('submissions reject', () => {
  const reject = (...words: string[]) => cli(['submissions', 'reject', ...words])
  const why = ['--message', REASON, '--rejection-category', 'NO_CODE']

  test('rejects those who are selected, and tells them why', async () => {
    using _ = fresh()
    const { code, out } = await reject(
      '--study',
      study,
      '--no-code',
      '--status',
      'awaiting-review',
      ...why,
      '--yes',
      '-o',
      'json',
    )
    expect(code).toBe(ExitCode.GOOD)
    expect(JSON.parse(out)).toMatchObject([{ id: by.none, result: 'done' }])
    expect(await statusOf('none')).toBe('REJECTED')
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test('one by its id, and a lost answer is read back', async () => {
    using _ = fresh()
    await sandbox.faults.add({ operation: 'submissions.reject', fault: 'drop_after_commit', times: 3 })
    const { code, out } = await reject(by.fast!, ...why, '--yes', '--fields', 'status', '-o', 'json')
    expect({ code, out: JSON.parse(out) }).toEqual({ code: ExitCode.GOOD, out: { status: 'REJECTED' } })
  })

  test('stops at the first that Prolific does not take', async () => {
    using _ = fresh()
    await sandbox.faults.add({ operation: 'submissions.reject', fault: { type: 'status', status: 400 } })
    const { code, out } = await reject('--study', study, '--code', 'DONE', ...why, '--yes', '-o', 'json')
    expect(code).toBe(ExitCode.REFUSED)
    expect(JSON.parse(out).map(({ result }: { result: string }) => result)).toEqual([
      'failed',
      'not done',
      'not done',
    ])
  })

  test.each([
    [['I', '--yes'], ExitCode.USAGE, /takes --message/],
    [
      ['I', '--message', 'Too short.', '--rejection-category', 'OTHER', '--yes'],
      ExitCode.REFUSED,
      /has 10 characters/,
    ],
    [
      ['I', '--message', REASON, '--rejection-category', 'LAZY', '--yes'],
      ExitCode.USAGE,
      /"LAZY" is no category/,
    ],
    [['I', ...['--message', REASON, '--rejection-category', 'OTHER']], ExitCode.USAGE, /no terminal/],
  ])('%j is refused with %i', async (words, expected, message) => {
    const { code, out, err } = await reject(...words.map((word) => (word === 'I' ? by.none! : word)))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect(await statusOf('none')).toBe('AWAITING REVIEW')
  })

  test('Ctrl-C lets what is under way end, starts nothing more, and tells both', async () => {
    using _ = fresh()
    await sandbox.faults.add({
      operation: 'submissions.reject',
      fault: { type: 'delay', for: 700 },
      times: 9,
    })
    const words = ['submissions', 'reject', '--study', study, '--code', 'DONE', ...why, '--yes', '-o', 'json']
    let sent = false
    const { code, out } = await lab.spawned(words, (child, err) => {
      if (sent || !err.includes('Rejecting')) return
      sent = true
      child.kill('SIGINT')
    })
    expect(code).toBe(ExitCode.INTERRUPTED)
    const results = JSON.parse(out).map(({ result }: { result: string }) => result)
    expect(results).toContain('done')
    expect(results.at(-1)).toBe('not done')
  })
})
