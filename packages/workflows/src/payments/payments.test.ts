import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gbp, Money, usd } from 'prolific-kit'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newFolder, openLab } from '../../test/lab.ts'
import { openWorkflows, RefusedPlanError, UncertainError } from '../index.ts'

const lab = await openLab('payments', { settleAfter: 60 * 60_000 })
const { sandbox, client } = lab
afterAll(() => lab.close())

let study: string
let people: { submission_id: string; participant_id: string }[]
beforeEach(async () => {
  await sandbox.faults.clear()
  study = await lab.study({ total_available_places: 5 })
  const { arrivals } = await sandbox.participants.arrive({ study, count: 5, behaviour: 'diligent' })
  await sandbox.idle()
  people = arrivals.map(({ submission, participant }) => ({
    submission_id: submission!,
    participant_id: participant,
  }))
})

const plan = (amounts: readonly string[], more: object = {}) =>
  lab.workflows.bonuses.plan({
    study_id: study,
    rows: amounts.map((amount, at) => ({ submission_id: people[at]!.submission_id, amount: gbp(amount) })),
    ...more,
  })
const shown = async (at: number) =>
  (await client.submissions.retrieve({ id: people[at]!.submission_id })).bonus_payments
const spent = async () => {
  const { available_balance } = await client.workspaces.getBalance({ workspace_id: lab.workspace })
  return available_balance
}

describe('bonuses', () => {
  test('are planned, set up, paid and read back', async () => {
    const planned = await plan(['1.00', '0.50'], { why: 'quick' })
    expect(planned.problems).toEqual([])
    expect(planned.amount.toString()).toBe('1.50 GBP')
    expect(planned.total!.toString()).toBe('2.10 GBP')
    const paid = await lab.workflows.bonuses.pay(planned)
    expect(paid.counts).toMatchObject({ attempted: 2, paid: 0 })
    await sandbox.advance('10 min')
    const report = await lab.workflows.bonuses.reconcile({ study_id: study })
    expect(report.counts).toMatchObject({ attempted: 0, paid: 2 })
    expect(report.paid!.toString()).toBe('1.50 GBP')
    expect(report.bonuses[0]).toMatchObject({ why: 'quick', purpose: 'bonus', state: 'paid' })
    expect(await shown(0)).toEqual([100])
    expect(await shown(1)).toEqual([50])
  })

  test('a later plan pays the difference, and the same plan nothing', async () => {
    await lab.workflows.bonuses.pay(await plan(['1.00', '0.50']))
    const meanwhile = await plan(['1.00', '0.50'])
    expect(meanwhile.amount.isPositive).toBe(false)
    await sandbox.advance('10 min')
    await lab.workflows.bonuses.reconcile()
    const later = await plan(['1.00', '0.75', '2.00'])
    expect(later.bonuses.map(({ missing }) => missing.toDecimal())).toEqual(['0.00', '0.25', '2.00'])
    await lab.workflows.bonuses.pay(later)
    await lab.workflows.bonuses.pay(later)
    await sandbox.advance('10 min')
    expect([await shown(0), await shown(1), await shown(2)]).toEqual([[100], [50, 25], [200]])
  })

  test('another purpose is another bonus', async () => {
    await lab.workflows.bonuses.pay(await plan(['1.00']), { until: 'committed' })
    const other = await plan(['1.00'], { purpose: 'follow-up' })
    expect(other.amount.toDecimal()).toBe('1.00')
  })

  test('what was paid elsewhere counts, unless it shall not', async () => {
    const { id } = await client.bonuses.setUp({
      study_id: study,
      bonuses: [{ submission_id: people[0]!.submission_id, amount: gbp('0.40') }],
    })
    await client.bonuses.pay({ id })
    await sandbox.advance('10 min')
    const counted = await plan(['1.00'])
    expect(counted.bonuses[0]!.elsewhere.toDecimal()).toBe('0.40')
    expect(counted.amount.toDecimal()).toBe('0.60')
    expect(counted.notes.join()).toMatch(/outside of this ledger/)
    expect((await plan(['1.00'], { count_elsewhere: false })).amount.toDecimal()).toBe('1.00')
    await lab.workflows.bonuses.pay(counted)
    await sandbox.advance('10 min')
    expect(await shown(0)).toEqual([40, 60])
    // What this ledger paid is not taken for somebody else's.
    await lab.workflows.bonuses.reconcile()
    expect((await plan(['1.00'])).amount.isPositive).toBe(false)
  })

  test('a screen-out’s reward is no bonus', async () => {
    const { bonusesShown } = await import('./shown.ts')
    const codes = [
      { actions: [{ action: 'FIXED_SCREEN_OUT_PAYMENT', fixed_screen_out_reward: 20, slots: 1 }] },
    ]
    const of = (status: string) =>
      bonusesShown({ status, bonus_payments: [20, 30, 20] }, { completion_codes: codes } as never)
    expect(of('SCREENED OUT')).toEqual([30, 20])
    expect(of('APPROVED')).toEqual([20, 30, 20])
  })

  test('a file, or its text', async () => {
    const csv = `${people[0]!.participant_id},1.00\r\n${people[1]!.submission_id}, 2.50\n`
    const file = path.join(lab.folder, 'bonuses.csv')
    writeFileSync(file, csv)
    for (const source of [{ csv }, { file }]) {
      const { problems, amount } = await lab.workflows.bonuses.plan({ study_id: study, ...source })
      expect(problems).toEqual([])
      expect(amount.toDecimal()).toBe('3.50')
    }
  })
})

describe('a plan is refused', () => {
  const problemsOf = async (csv: string, more: object = {}) =>
    (await lab.workflows.bonuses.plan({ study_id: study, csv, ...more })).problems

  test.each([
    ['ffffffffffffffffffffffff,1.00', /line 1: f+ has no submission/],
    ['P,1.00\nS,1.00', /line 1: is the same submission as on line 2/],
    ['P,1.00\nP,1.00', /line 1: .* stands on lines 1, 2/],
    ['P,150.00', /line 1: 150\.00 GBP is 100 times the reward/],
    ['P,100.01', /line 1: 100\.01 GBP is more than 100\.00 GBP/],
    ['P,$1.00', /line 1: is in USD, and the study pays in GBP/],
    ['id,amount\nP,1.00', /line 1: is a heading/],
    ['', /pays nobody/],
  ])('%j', async (csv, expected) => {
    const { participant_id, submission_id } = people[0]!
    const text = csv.replaceAll('P', participant_id).replaceAll('S', submission_id)
    expect((await problemsOf(text)).join('\n')).toMatch(expected)
  })

  test('with money of another currency, or that is none', async () => {
    const { submission_id } = people[0]!
    const rows = [
      { submission_id, amount: usd('1.00') },
      { submission_id: people[1]!.submission_id, amount: 425 as never },
    ]
    const { problems } = await lab.workflows.bonuses.plan({ study_id: study, rows })
    expect(problems.join('\n')).toMatch(/1\.00 USD is in USD, and the study pays in GBP/)
    expect(problems.join('\n')).toMatch(/must be Money, such as gbp\('4\.25'\), not 425/)
  })

  test('for those at work, and above what the wallet has', async () => {
    const other = await lab.study({ total_available_places: 1 })
    const { arrivals } = await sandbox.participants.arrive({ study: other, behaviour: 'manual' })
    const { problems } = await lab.workflows.bonuses.plan({
      study_id: other,
      rows: [{ submission_id: arrivals[0]!.submission!, amount: gbp('1.00') }],
    })
    expect(problems.join()).toMatch(/is RESERVED: its participant is still at work/)
    await sandbox.wallets.setBalance({ balance: 100 })
    expect((await plan(['1.00'])).problems).toEqual([
      'The wallet has 1.00 GBP at hand, and 1.40 GBP is needed: top it up by 0.40 GBP.',
    ])
    await sandbox.wallets.setBalance({ balance: 1_000_000 })
  })

  test('when it is paid, too: with problems, unknown or too old', async () => {
    const { pay } = lab.workflows.bonuses
    await expect(pay(await plan(['150.00']))).rejects.toThrow(/cannot be paid:\n {2}line 1: 150\.00 GBP/)
    await expect(pay('3b0b2f0c-4d7e-4f37-9f65-0a5a0a5a0a5a')).rejects.toBeInstanceOf(RefusedPlanError)
    const old = await plan(['1.00'])
    await sandbox.advance('16 min')
    await expect(pay(old)).rejects.toThrow(/was made at .* Plan again/)
    expect(await shown(0)).toEqual([])
  })

  test('if it says who gets what twice, or not at all', async () => {
    await expect(lab.workflows.bonuses.plan({ study_id: study })).rejects.toThrow(
      /one of `rows`, `csv` and `file`/,
    )
    await expect(lab.workflows.bonuses.plan({ study_id: study, csv: '', file: '' })).rejects.toThrow(/one of/)
    await expect(plan(['1.00'], { purpose: ' ' })).rejects.toThrow(/purpose/)
    await expect(lab.workflows.bonuses.plan({ study_id: study, file: '/nowhere.csv' })).rejects.toThrow(
      /cannot be read/,
    )
  })
})

describe('a payment whose answer is lost', () => {
  test('is uncertain, is not paid again, and is known once it shows', async () => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: 'drop_after_commit', times: 1 })
    const first = await lab.workflows.bonuses.pay(await plan(['1.00', '0.50']))
    expect(first.counts).toMatchObject({ uncertain: 2 })
    expect(first.set_ups[0]!.reason).toMatch(/Its answer was lost/)
    // The same again pays nothing, and more for the same people is refused.
    expect((await lab.workflows.bonuses.pay(await plan(['1.00', '0.50']))).counts.uncertain).toBe(2)
    const more = await plan(['2.00'])
    expect(more.problems.join()).toMatch(/is on its way, or it is not known whether it was made/)
    await expect(lab.workflows.bonuses.pay(more)).rejects.toBeInstanceOf(RefusedPlanError)
    // Somebody else is paid once it is known.
    const other = await lab.workflows.bonuses.plan({
      study_id: study,
      rows: [{ submission_id: people[3]!.submission_id, amount: gbp('0.30') }],
    })
    expect((await lab.workflows.bonuses.pay(other)).counts).toMatchObject({ uncertain: 2, planned: 1 })
    await sandbox.advance('10 min')
    const known = await lab.workflows.bonuses.reconcile({ study_id: study })
    expect(known.counts).toMatchObject({ uncertain: 0, paid: 2 })
    const all = await lab.workflows.bonuses.pay(other, { until: 'accepted' })
    expect(all.counts).toMatchObject({ attempted: 1, paid: 2 })
    await sandbox.advance('10 min')
    expect([await shown(0), await shown(1), await shown(3)]).toEqual([[100], [50], [30]])
  })

  test('and that was never made is held to have failed after an hour, and paid by a later plan', async () => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: { type: 'status', status: 502 }, times: 1 })
    const before = await spent()
    await lab.workflows.bonuses.pay(await plan(['1.00']))
    await sandbox.advance('50 min')
    expect((await lab.workflows.bonuses.reconcile({ study_id: study })).counts.uncertain).toBe(1)
    await sandbox.advance('11 min')
    const report = await lab.workflows.bonuses.reconcile({ study_id: study })
    expect(report.counts).toMatchObject({ uncertain: 0, failed: 1 })
    expect(report.set_ups[0]!.reason).toMatch(/nothing of it has left the wallet/)
    await lab.workflows.bonuses.pay(await plan(['1.00']))
    await sandbox.advance('10 min')
    expect(await shown(0)).toEqual([100])
    expect(before - (await spent())).toBe(140)
  })

  test('is resolved by a word, if it is uncertain', async () => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: { type: 'status', status: 502 }, times: 1 })
    const { set_ups } = await lab.workflows.bonuses.pay(await plan(['1.00']))
    const set_up = set_ups[0]!.bonus_id!
    const { resolve } = lab.workflows.bonuses
    await expect(resolve({ set_up, paid: false, why: ' ' })).rejects.toThrow(/Say in `why`/)
    await resolve({ set_up, paid: false, why: 'Prolific’s page of payments does not list it' })
    await expect(resolve({ set_up, paid: true, why: 'no' })).rejects.toThrow(/is failed/)
    await expect(resolve({ set_up: 'x', paid: true, why: 'no' })).rejects.toThrow(/no set-up x/)
    expect((await plan(['1.00'])).amount.toDecimal()).toBe('1.00')
  })

  test.each([
    ['refused', { type: 'status', status: 400 }],
    ['too much at once', { type: 'rate_limit' }],
    ['without a key', { type: 'status', status: 401 }],
  ])('a payment that is %s has failed, and is not tried again by itself', async (_, fault) => {
    await sandbox.faults.add({ operation: 'bonuses.pay', fault: fault as never, times: 1 })
    const { counts, set_ups } = await lab.workflows.bonuses.pay(await plan(['1.00']))
    expect(counts).toMatchObject({ failed: 1 })
    expect(set_ups[0]!.reason).toMatch(/^It was not paid: .*Plan again$/s)
    await lab.workflows.bonuses.pay(await plan(['1.00']))
    await sandbox.advance('10 min')
    expect(await shown(0)).toEqual([100])
  })

  test('a set-up whose answer is lost is set up anew', async () => {
    await sandbox.faults.add({ operation: 'bonuses.setUp', fault: 'drop_after_commit', times: 1 })
    const { counts } = await lab.workflows.bonuses.pay(await plan(['1.00']))
    expect(counts.attempted).toBe(1)
    await sandbox.advance('10 min')
    expect(await shown(0)).toEqual([100])
  })
})

test('a wallet that is emptied meanwhile fails the payment before it is attempted', async () => {
  const planned = await plan(['1.00'])
  await sandbox.wallets.setBalance({ balance: 139 })
  const { counts, set_ups } = await lab.workflows.bonuses.pay(planned)
  expect(counts.failed).toBe(1)
  expect(set_ups[0]!.reason).toMatch(/The wallet has 1\.39 GBP and 1\.40 GBP is needed/)
  await sandbox.wallets.setBalance({ balance: 1_000_000 })
})

test('several who pay the same at the same time pay once', async () => {
  const plans = await Promise.all([plan(['1.00', '0.50']), plan(['1.00', '0.50']), plan(['0.80', '0.60'])])
  await Promise.all([...plans, ...plans].map((one) => lab.workflows.bonuses.pay(one)))
  await sandbox.advance('10 min')
  const total = ((await shown(0)) ?? []).reduce((sum, one) => sum + one, 0)
  expect(total).toBe(100)
  expect(((await shown(1)) ?? []).reduce((sum, one) => sum + one, 0)).toBe(60)
})

test('who was used and got nothing', async () => {
  const other = await lab.study({ total_available_places: 3 })
  const used: string[] = []
  for (const behaviour of ['times_out', 'diligent', 'returns'] as const) {
    const { arrivals } = await sandbox.participants.arrive({ study: other, behaviour })
    await sandbox.idle()
    used.push(arrivals[0]!.submission!)
  }
  await client.submissions.approve({ id: used[1]! })
  const { used_and_unpaid } = await lab.workflows.bonuses.report({ study_id: other, used })
  expect(used_and_unpaid!.map(({ submission_id, status }) => [submission_id, status])).toEqual([
    [used[0], 'TIMED-OUT'],
    [used[2], 'RETURNED'],
  ])
})

test('what a process left unfinished is paid by the next one', async () => {
  const folder = await newFolder()
  const open = () => openWorkflows({ client, database: folder, clock: sandbox.clock, lookEvery: 50 })
  const rows = people.map(({ submission_id }) => ({ submission_id, amount: Money.fromMinorUnits(35, 'GBP') }))
  const first = await open()
  await first.bonuses.pay(await first.bonuses.plan({ study_id: study, rows }), { until: 'committed' })
  await first.close()
  const second = await open()
  const again = await second.bonuses.plan({ study_id: study, rows })
  expect(again.amount.isPositive).toBe(false)
  expect((await second.bonuses.pay(again)).counts.attempted).toBe(5)
  await sandbox.advance('10 min')
  const worker = await second.work()
  while ((await second.bonuses.report()).counts.paid < 5)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await worker.stop()
  await second.close()
  rmSync(folder, { recursive: true })
  expect(await shown(4)).toEqual([35])
})

test('what is uncertain in a plan is never committed again', async () => {
  const planned = await plan(['1.00'])
  await sandbox.faults.add({ operation: 'bonuses.pay', fault: 'drop_after_commit', times: 1 })
  const larger = await plan(['2.00'])
  await lab.workflows.bonuses.pay(planned)
  await expect(lab.workflows.bonuses.pay(larger)).rejects.toBeInstanceOf(UncertainError)
  await sandbox.advance('10 min')
  await lab.workflows.bonuses.reconcile()
})
