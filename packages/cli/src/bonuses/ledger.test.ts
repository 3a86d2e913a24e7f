import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder } from '../../../workflows/test/lab.ts'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

const lab = await openLab('ledger')
const { client, sandbox, cli } = lab
afterAll(async () => {
  rmSync(database, { recursive: true, force: true })
  await lab.close()
})

let study: string
const people: string[] = []
beforeAll(async () => {
  study = await lab.study()
  const { arrivals } = await sandbox.participants.arrive({ study, count: 4, behaviour: 'diligent' })
  await sandbox.idle()
  for (const { submission } of arrivals) people.push(submission!)
})

const database = await newFolder()
const bonuses = (verb: string, text: string, ...words: string[]) =>
  cli([
    'bonuses',
    verb,
    '-f',
    lab.file('bonuses.csv', text),
    '--study',
    study,
    '--database',
    database,
    ...words,
  ])
const later = (verb: string, ...words: string[]) =>
  cli(['bonuses', verb, '--study', study, '--database', database, ...words])
const paid = async (at: number) => (await client.submissions.retrieve({ id: people[at]! })).bonus_payments

describe('bonuses of a file, with a ledger', () => {
  test('plan shows what is missing, and pays nothing', async () => {
    const { code, out, err } = await bonuses('plan', `${people[0]},1.00\n${people[1]},0.50\n`, '-o', 'json')
    expect(err).toMatch(
      /2 of 2 in the list of bonuses are owed something for study .*: 1\.50 GBP, 2\.10 GBP with fees/,
    )
    expect(JSON.parse(out)).toMatchObject([
      { submission_id: people[0], wanted: '1.00', given: '0.00', missing: '1.00', problems: null },
      { submission_id: people[1], missing: '0.50' },
    ])
    expect(code).toBe(ExitCode.GOOD)
    expect(await paid(0)).toEqual([])
  })

  test.each([
    [['--yes'], ExitCode.USAGE, /--yes needs --max-cost, as in --max-cost "2\.10 GBP"/],
    [['--yes', '--max-cost', '2.09 GBP'], ExitCode.REFUSED, /costs up to 2\.10 GBP, more than/],
    [[], ExitCode.USAGE, /no terminal to ask on/],
    [['--study', 'f'.repeat(24), '--yes', '--max-cost', '9 GBP'], ExitCode.NOT_FOUND, /./],
  ])('pay %j is refused with %i and pays nothing', async (words, expected, message) => {
    const { code, out, err } = await bonuses('pay', `${people[0]},1.00\n${people[1]},0.50\n`, ...words)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect(await paid(0)).toEqual([])
  })

  test('pay pays once, however often it is run, and the difference later', async () => {
    const yes = ['--yes', '--max-cost', '9 GBP', '-o', 'json']
    const first = await bonuses('pay', `${people[0]},1.00\n${people[1]},0.50\n`, ...yes)
    expect(first.err).toMatch(/Paying takes 2\.10 GBP/)
    expect(JSON.parse(first.out)).toMatchObject([
      { submission_id: people[0], amount: '1.00', currency: 'GBP', state: 'attempted' },
      { submission_id: people[1], amount: '0.50' },
    ])
    expect(first.code).toBe(ExitCode.GOOD)
    const again = await bonuses('pay', `${people[0]},1.00\n${people[1]},0.50\n`)
    expect(again.err).toMatch(/0 of 2 .* are owed something/)
    expect(again.code).toBe(ExitCode.GOOD)
    await sandbox.advance('10 min')
    expect((await later('reconcile')).err).toMatch(/^2 paid\./m)
    await bonuses('pay', `${people[0]},1.25\n${people[1]},0.50\n`, ...yes)
    await sandbox.advance('10 min')
    expect([await paid(0), await paid(1)]).toEqual([[100, 25], [50]])
  })

  test('a lost answer ends with 7, and with 0 once it is read back', async () => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: 'drop_after_commit', times: 1 })
    const lost = await bonuses('pay', `${people[2]},1.00\n`, '--yes', '--max-cost', '9 GBP')
    expect(lost.code).toBe(ExitCode.UNKNOWN)
    expect(lost.err).toMatch(/1 uncertain \(set-up .*\): Its answer was lost/)
    const more = await bonuses('pay', `${people[2]},2.00\n`, '--yes', '--max-cost', '9 GBP')
    expect(more.code).toBe(ExitCode.REFUSED)
    expect(more.err).toMatch(/on its way, or it is not known whether it was made/)
    expect((await later('reconcile')).code).toBe(ExitCode.UNKNOWN)
    await sandbox.advance('10 min')
    expect((await later('reconcile')).code).toBe(ExitCode.GOOD)
    expect(await paid(2)).toEqual([100])
  })

  test('report tells who was paid, and who was used and was not', async () => {
    const used = lab.file('used.csv', `id\n${people[0]}\n${people[3]}\n`)
    const { code, out, err } = await later('report', '--used', used, '-o', 'csv')
    expect(code).toBe(ExitCode.GOOD)
    expect(out.split('\n')[0]).toBe(
      'submission_id,participant_id,amount,currency,state,purpose,attempted_at,reason',
    )
    expect(err).toMatch(
      new RegExp(`Used and not paid: participant .* submission ${people[3]} is AWAITING REVIEW`),
    )
    expect(err).not.toMatch(new RegExp(`submission ${people[0]} is`))
    expect((await cli(['bonuses', 'report', '--used', used])).code).toBe(ExitCode.USAGE)
  })

  test('resolve ends a doubt by a person’s word', async () => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: { type: 'status', status: 502 }, times: 1 })
    const { out } = await bonuses('pay', `${people[3]},0.40\n`, '--yes', '--max-cost', '9 GBP', '-o', 'json')
    expect(JSON.parse(out).at(-1)).toMatchObject({ state: 'uncertain' })
    const { err } = await later('reconcile')
    const [, id] = /set-up ([0-9a-f-]{36})/.exec(err)!
    const resolve = (...words: string[]) => cli(['bonuses', 'resolve', id!, '--database', database, ...words])
    expect((await resolve('--why', 'x')).code).toBe(ExitCode.USAGE)
    expect((await resolve('--not-paid')).code).toBe(ExitCode.USAGE)
    expect((await resolve('--not-paid', '--why', 'the page does not list it')).code).toBe(ExitCode.GOOD)
    expect((await resolve('--paid', '--why', 'again')).code).toBe(ExitCode.REFUSED)
    await bonuses('pay', `${people[3]},0.40\n`, '--yes', '--max-cost', '9 GBP')
    await sandbox.advance('10 min')
    expect(await paid(3)).toEqual([40])
  })

  test('a worker reads back what is on its way, and ends when it is told to', async () => {
    const { code, out } = await lab.spawned(['worker', '--database', database, '--until-idle'])
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: ExitCode.GOOD, working: true, database })
    const stopped = await lab.spawned(
      ['worker', '--database', database],
      (child) => child.kill('SIGTERM'),
      'out',
    )
    expect(stopped.code).toBe(ExitCode.GOOD)
  })

  test('a database that is none is refused with 9, and told without its password', async () => {
    const words = ['bonuses', 'report', '--database', 'postgres://me:secret@127.0.0.1:1/x']
    const { code, err } = await cli(words)
    expect(code).toBe(ExitCode.MACHINE)
    expect(err).toMatch(/cannot be reached/)
    expect(err).not.toMatch(/secret/)
  })

  test('its files are one’s own', () => {
    expect(readFileSync(path.join(database, 'owner'), 'utf8')).toMatch(/^\d+\n$/)
  })
})
