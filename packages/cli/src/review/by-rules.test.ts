import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { whileTimePasses } from '../../../sandbox/test/passing-time.ts'
import { newFolder } from '../../../workflows/test/lab.ts'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { recordsOf } from './records-file.ts'
import { rulesOf } from './rules-file.ts'

const lab = await openLab('review-by-rules')
const { client, sandbox } = lab
let database = await newFolder()
afterAll(async () => {
  rmSync(database, { recursive: true, force: true })
  await lab.close()
})

const by: Record<string, string> = {}
const NAMES = ['good', 'fast', 'none', 'working', 'late'] as const
let study: string
let fresh: ReturnType<typeof sandbox.snapshot>
beforeAll(async () => {
  study = await lab.study({ total_available_places: 10 })
  const { arrivals } = await sandbox.participants.arrive({ study, count: NAMES.length, behaviour: 'manual' })
  for (const [at, name] of NAMES.entries()) by[name] = arrivals[at]!.submission!
  const act = (name: string, action: 'start' | 'complete' | 'return', how?: object) =>
    sandbox.participants.act(by[name]!, action, how)
  for (const name of NAMES) if (name !== 'working') await act(name, 'start')
  await sandbox.advance('1 min')
  await act('fast', 'complete', { code: 'DONE' })
  await sandbox.advance('8 min')
  await act('good', 'complete', { code: 'DONE' })
  await act('none', 'complete')
  await act('late', 'return')
  await act('working', 'start')
  fresh = sandbox.snapshot()
})
beforeEach(() => sandbox.restore(fresh))

const review = (...words: string[]) => lab.cli(['review', study, '--database', database, ...words])
/** Who is in one's own data, so that to be missing in it says something. */
const known = () => ['--records', lab.file('known.csv', `session_id,finished\n${by.good},yes\n`)]
const statusOf = async (name: string) => (await client.submissions.retrieve({ id: by[name]! })).status
const yes = ['--yes', '--max-cost', '20 GBP']

/** Runs while virtual time goes on, since Prolific takes its time to approve. */
const meanwhile = <T>(running: Promise<T>): Promise<T> =>
  whileTimePasses(sandbox, { by: '1 min', every: 100 }, running)

describe('review proposes', () => {
  test('--dry-run proposes, changes nothing, and ends with 1 while somebody is needed', async () => {
    const before = JSON.stringify(await client.submissions.list({ study }).toArray())
    const { code, out, err } = await review('--dry-run', ...known(), '-o', 'json')
    expect(code).toBe(ExitCode.NO)
    expect(err).toMatch(/1 to approve, 1 to ask for a return, 1 left to you/)
    expect(err).toMatch(/1 left to you: took less than a fifth of the estimate/)
    const rows = JSON.parse(out) as { submission_id: string; action: string; state: string }[]
    expect(rows).toHaveLength(NAMES.length)
    const actions = Object.fromEntries(rows.map((row) => [row.submission_id, row.action]))
    expect(NAMES.map((name) => actions[by[name]!])).toEqual([
      'approve',
      'leave',
      'ask_for_return',
      'leave',
      'leave',
    ])
    expect(JSON.stringify(await client.submissions.list({ study }).toArray())).toBe(before)
  })

  test.each([
    [['--yes'], ExitCode.USAGE, /--yes needs --max-cost, as in --max-cost "2\.10 GBP"/],
    [['--yes', '--max-cost', '2.09 GBP'], ExitCode.REFUSED, /costs up to 2\.10 GBP, more than/],
    [[], ExitCode.USAGE, /Approving pays 1 participant: 2\.10 GBP.*no terminal to ask on/s],
    [['--only', 'approve,keep'], ExitCode.USAGE, /Actions are approve/],
    [['--alarms', '--yes'], ExitCode.USAGE, /cannot be used with/],
    [['--within', '3d'], ExitCode.USAGE, /--alarms/],
    [['--rules', '-', '--records', '-'], ExitCode.USAGE, /Only one/],
    [['--records', 'nowhere.csv'], ExitCode.USAGE, /nowhere\.csv.*no such file/],
  ])('%j is refused with %i and decides on nobody', async (words, expected, message) => {
    const { code, out, err } = await review(...words)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test('--alarms tells what Prolific decides by itself, with 1 if there is anything', async () => {
    expect((await review('--alarms')).code).toBe(ExitCode.GOOD)
    await sandbox.advance('19 days')
    const words = ['review', '--alarms', '--database', database]
    const { code, out, err } = await lab.cli([...words, '-o', 'id'])
    expect({ code, ids: out.trim().split('\n').sort() }).toEqual({
      code: ExitCode.NO,
      ids: [by.good, by.fast, by.none].sort(),
    })
    expect(err).toMatch(/3 will be approved by Prolific itself/)
    expect((await lab.cli([...words, '--within', '1h'])).code).toBe(ExitCode.GOOD)
  })
})

describe('review carries out', () => {
  // What an earlier test has begun would be gone on with.
  beforeEach(async () => {
    rmSync(database, { recursive: true, force: true })
    database = await newFolder()
  })

  test('carries out what was agreed to, waits until it shows, and a second run decides on nobody again', async () => {
    const { code, out, err } = await meanwhile(review(...known(), ...yes, '-o', 'json'))
    expect(err).toMatch(/2 done\./)
    expect(code).toBe(ExitCode.GOOD)
    expect(JSON.parse(out).find((row: { state: string }) => row.state === 'done')).toBeDefined()
    expect(await statusOf('good')).toBe('APPROVED')
    expect((await client.submissions.retrieve({ id: by.none! })).return_requested).toBeTruthy()
    expect(await statusOf('fast')).toBe('AWAITING REVIEW')
    const again = await review(...known(), '-o', 'json')
    expect(again.code).toBe(ExitCode.NO)
    expect(again.err).not.toMatch(/to approve|to ask/)
  })

  test('--no-wait leaves it to a worker; until then the same command begins nothing anew', async () => {
    const first = await review(...yes, '--only', 'approve', '--no-wait', '-o', 'ndjson')
    expect(first.code).toBe(ExitCode.GOOD)
    expect(first.err).toMatch(/prolific-kit worker/)
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
    const second = await review('--only', 'approve', '--no-wait', '-o', 'json')
    expect(second.err).toMatch(/is not at its end \(1 due\): going on with it/)
    expect(JSON.parse(second.out).find((row: { action: string }) => row.action === 'approve')).toMatchObject({
      state: 'proposed',
      state_reason: 'an earlier review has asked for it',
    })
    const third = await meanwhile(review('--only', 'approve'))
    expect(third.err).toMatch(/going on with it/)
    expect(await statusOf('good')).toBe('APPROVED')
    expect((await client.submissions.retrieve({ id: by.none! })).return_requested).toBeFalsy()
  })

  test('rules and records of one’s own; a part is paid as a bonus', async () => {
    const rules = lab.file(
      'rules.yaml',
      `- name: half of it
  when: { status: RETURNED, record: { score: { atLeast: 3 } } }
  then: { action: pay_part, amount: 0.50 GBP, reason: did the first half }
`,
    )
    const records = lab.file('records.csv', `session_id,score\n${by.late},4\n${by.good},4\n`)
    const words = ['--rules', rules, '--records', records, '--why', 'first wave']
    const { code, err } = await meanwhile(review(...words, ...yes))
    expect(err).toMatch(/pay_part [0-9a-f]{24} of [0-9a-f]{24}, 0\.50 GBP/)
    expect(err).toMatch(/Parts come to 0\.70 GBP/)
    expect(code).toBe(ExitCode.GOOD)
    expect((await client.submissions.retrieve({ id: by.late! })).bonus_payments).toEqual([50])
  })
})

test.each([
  ['rules: []', /^r\.yaml:1:1: this holds no list of rules/],
  ['[]', /^r\.yaml:1:1: There are no rules/],
  ['- when: {\n', /^r\.yaml:1:9: .*never closed/],
  ['- when: {}\n  when: {}\n', /^r\.yaml:2:3: .*stands here again/],
  [
    '- name: "a: b"\n  when:\n    status: APPROVED\n    code: DONE\n  then: { action: approve, reason: x }\n',
    /^r\.yaml:4:5: when\.code is no field of it/,
  ],
  [
    '- when: {}\n  then: { action: approve, reason: x }\n- when: { maxTime: 20 }\n  then: { action: leave, reason: x }\n',
    /^r\.yaml:3:20: when\.maxTime must be a time/,
  ],
  ['- when: {}\n  then:\n    action: approve\n', /^r\.yaml:\d:\d: then\.reason is missing/],
  ['- hello\n', /^r\.yaml:1:3: must be an object/],
])('rules %j are refused where they are wrong', (text, says) => {
  expect(() => rulesOf(text, 'r.yaml')).toThrow(says)
})

test('records are CSV, JSON, JSON lines, or a map by id', () => {
  const id = 'a'.repeat(24)
  const one = { submission_id: id, score: '4' }
  expect(recordsOf(`submission_id,score\n${id},4\n`, 'r')).toEqual([one])
  expect(recordsOf(JSON.stringify([one]), 'r')).toEqual([one])
  expect(recordsOf(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`, 'r')).toEqual([one, one])
  expect(recordsOf(JSON.stringify({ [id]: { score: '4' } }), 'r')).toEqual(new Map([[id, { score: '4' }]]))
  expect(() => recordsOf('{"a": 1}', 'r')).toThrow(/holds no records/)
})
