import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { newFolder } from '../../../workflows/test/lab.ts'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { goalsOf } from './goals.ts'

const lab = await openLab('recruit')
const { client, sandbox } = lab
const database = await newFolder()
afterAll(async () => {
  rmSync(database, { recursive: true, force: true })
  await lab.close()
})

const small = () => lab.study({ total_available_places: 1 })
const recruit = (...words: string[]) => lab.cli(['studies', 'recruit', ...words, '--database', database])
const json = async (...words: string[]) => {
  const { code, out, err } = await recruit(...words, '-o', 'json')
  expect({ code, err }).toMatchObject({ code: ExitCode.GOOD })
  return JSON.parse(out)
}

describe('studies recruit', () => {
  test.each([
    [['--yes'], ExitCode.USAGE, /for 6\.30 GBP .*no budget.*--yes needs a budget, or --max-cost/s],
    [['--yes', '--max-cost', '6.29 GBP'], ExitCode.REFUSED, /costs up to 6\.30 GBP/],
    [['--yes', '--max-cost', '9 GBP', '--budget', '9.01 GBP'], ExitCode.REFUSED, /costs up to 9\.01 GBP/],
    [['--budget', '9 GBP'], ExitCode.USAGE, /at most 9\.00 GBP.*no terminal to ask on/s],
    [['--yes', '--budget', '1 GBP'], ExitCode.REFUSED, /cost 2\.10 GBP .* budget is 1\.00 GBP/],
    [['--deadline', 'Friday'], ExitCode.USAGE, /ISO 8601/],
    [['--budget', '900'], ExitCode.USAGE, /25\.00 GBP/],
    [['--file', 'nowhere.yaml'], ExitCode.USAGE, /nowhere\.yaml.*no such file/],
  ])('start %j is refused with %i', async (words, expected, message) => {
    const study = await small()
    const { code, out, err } = await recruit('start', study, '--target', '3', ...words)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect((await client.studies.retrieve({ id: study })).total_available_places).toBe(1)
  })

  test('a study is named, and a target', async () => {
    expect((await recruit('start', '--target', '3')).err).toMatch(/Say whom to recruit/)
    expect((await recruit('start', await small())).code).toBe(ExitCode.USAGE)
    expect((await recruit('status', 'f'.repeat(8))).code).toBe(ExitCode.REFUSED)
  })

  test('begins, is told of, stops and goes on', async () => {
    const [men, women] = [await small(), await small()]
    const cells = `cells:\n  - { study_id: ${men}, target: 3, name: men }\n  - { study_id: ${women}, target: 2 }\n`
    const file = lab.file('goals.yaml', `${cells}budget: 40 GBP\natMostAtOnce: 4\nstepEvery: 1m\n`)
    const begun = await json('start', '--file', file, '--yes')
    expect(begun).toMatchObject({
      state: 'running',
      target: 5,
      budget: '40.00 GBP',
      cells: [{ name: 'men' }, {}],
    })
    expect((await recruit('status')).out).toContain(begun.id)
    expect(await json('status', begun.id)).toMatchObject({ id: begun.id, valid: 0 })
    const stopped = await json('stop', begun.id, '--why', 'the server is down')
    expect(stopped).toMatchObject({ state: 'closed', outcome: 'stopped' })
    expect(stopped.why).toContain('the server is down')
    expect((await client.studies.retrieve({ id: men })).status).toBe('PAUSED')
    expect((await json('history', begun.id)).map(({ kind }: { kind: string }) => kind)).toEqual([
      'pause',
      'pause',
    ])
    const asked = await recruit('resume', begun.id)
    expect(asked.err).toMatch(/up to 40\.00 GBP.*no terminal to ask on/s)
    expect(await json('resume', begun.id, '--yes')).toMatchObject({ state: 'running' })
    await json('stop', begun.id)
  })

  test('--follow recruits in the foreground until the target is met', async () => {
    const study = await small()
    let isMoving = true
    const world = (async () => {
      while (isMoving) {
        await sandbox.participants.arrive({ study, count: 1, behaviour: 'diligent' }).catch(() => {})
        await sandbox.advance('2 min')
        for (const row of await client.submissions.list({ study }).toArray())
          if (row.status === 'AWAITING REVIEW') await client.submissions.approve({ id: row.id })
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })()
    const words = [
      'start',
      study,
      '--target',
      '3',
      '--max-cost',
      '8 GBP',
      '--yes',
      '--follow',
      '-o',
      'ndjson',
    ]
    const { code, out, err } = await recruit(...words).finally(() => {
      isMoving = false
    })
    await world
    expect({ code, err }).toMatchObject({ code: ExitCode.GOOD })
    const states = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(states.length).toBeGreaterThan(1)
    expect(states.at(-1)).toMatchObject({ state: 'closed', outcome: 'met', valid: 3, budget: '8.00 GBP' })
    expect(err).toMatch(/Z {2}\d\/3 count {2}\d at work {2}\d open {2}up to \d\.\d\d GBP/)
    expect((await client.studies.retrieve({ id: study })).total_available_places).toBe(3)
  })
})

test.each([
  ['- a\n', /^g\.yaml:1:1: this holds no goals/],
  ['target: 0\n', /^g\.yaml:1:9: target must be a whole number/],
  [
    'at_most_at_once: 3\n',
    /^g\.yaml:1:1: `at_most_at_once` is no field of it: did you mean `atMostAtOnce`\?/,
  ],
  ['cells:\n  - study_id: x\n', /^g\.yaml:2:5: cells\.0 must be an object with study_id, target/],
  ['cells:\n  - study_id: x\n    target: many\n', /^g\.yaml:3:13: cells\.0\.target must be a whole number/],
  ['budget: 900\n', /^g\.yaml:1:9: Give an amount and its currency/],
  ['deadline: Friday\n', /^g\.yaml:1:11: deadline must be a moment/],
  ['target: 1\ntarget: 2\n', /^g\.yaml:2:1: .*stands here again/],
])('goals %j are refused where they are wrong', (text, says) => {
  expect(() => goalsOf(text, 'g.yaml')).toThrow(says)
})
