/** Reviews from the dry run to the end, in front of a sandbox. */
import { gbp } from 'prolific-kit'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { CAREFUL_RULES, RefusedPlanError, type ReviewProposal, type ReviewRule } from '../index.ts'

const warnings: string[] = []
const lab = await openLab('review', { logger: { warn: (text: string) => void warnings.push(text) } })
const { client, sandbox } = lab
afterAll(() => lab.close())

/** Submissions by what their participants did, and the study. */
let study: string
const by: Record<string, string> = {}
const NAMES = ['good', 'typed', 'fast', 'none', 'wrong', 'working', 'returned', 'late']
const fresh = await (async () => {
  study = await lab.study({ total_available_places: 20 })
  const { arrivals } = await sandbox.participants.arrive({ study, count: NAMES.length, behaviour: 'manual' })
  for (const [at, name] of NAMES.entries()) by[name] = arrivals[at]!.submission!
  const act = (name: string, action: 'start' | 'return' | 'complete', how?: object) =>
    sandbox.participants.act(by[name]!, action, how)
  for (const name of NAMES.filter((name) => name !== 'working')) await act(name, 'start')
  await sandbox.advance('1 min')
  await act('fast', 'complete', { code: 'DONE' })
  await sandbox.advance('8 min')
  await act('good', 'complete', { code: 'DONE' })
  await act('typed', 'complete', { code: ' done. ' })
  await act('none', 'complete')
  await act('wrong', 'complete', { code: 'NONSENSE' })
  await act('returned', 'return')
  await act('working', 'start')
  return sandbox.snapshot()
})()
const nameOf = (id: string) => NAMES.find((name) => by[name] === id)!
const statusOf = async (name: string) => (await client.submissions.retrieve({ id: by[name]! })).status
const records = (...names: string[]) =>
  names.map((name) => ({ session_id: by[name]!, finished: 'yes', score: '7' }))

beforeEach(() => sandbox.restore(fresh))
afterEach(() => sandbox.faults.clear())

const propose = (rules: readonly ReviewRule[] = CAREFUL_RULES, more: object = {}) =>
  lab.workflows.review.propose({ study_id: study, rules, ...more })
const actions = async ({ id }: { id: string }) =>
  Object.fromEntries(
    (await lab.workflows.review.report(id)).rows.map((row) => [nameOf(row.submission_id), row.action]),
  )
const states = async ({ id }: { id: string }) =>
  Object.fromEntries(
    (await lab.workflows.review.report(id)).rows.map((row) => [nameOf(row.submission_id), row.state]),
  )

/** Carries out while virtual time goes on. */
async function carriedOut(
  proposal: ReviewProposal | string,
  options: object = {},
  step = '5 s',
): Promise<ReviewProposal> {
  let isOver = false
  const done = lab.workflows.review.carryOut(proposal, options).finally(() => {
    isOver = true
  })
  done.catch(() => {})
  while (!isOver) {
    await sandbox.advance(step)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return done
}

const REASON =
  'There is no completion code of this study in your submission, and none of your answers has reached our server.'
const rule = (when: object, then: object): ReviewRule => ({ when, then }) as ReviewRule

describe('propose', () => {
  test('the careful rules, with records, change nothing', async () => {
    const proposal = await propose(CAREFUL_RULES, { records: records('wrong', 'returned', 'working') })
    expect(await actions(proposal)).toEqual({
      good: 'approve',
      typed: 'approve',
      fast: 'leave',
      none: 'ask_for_return',
      wrong: 'approve',
      working: 'approve',
      returned: 'pay_part',
      late: 'leave',
    })
    expect(proposal.counts).toEqual({ approve: 4, ask_for_return: 1, reject: 0, pay_part: 1, leave: 2 })
    // 4 times 1.50, a third of fees, and a fifth of these as VAT.
    expect(String(proposal.cost)).toMatch(/^8\.\d+ GBP$/)
    expect(proposal.parts.equals(gbp('1.50'))).toBe(true)
    expect(proposal.used_and_not_paid).toBe(1)
    expect(await statusOf('good')).toBe('AWAITING REVIEW')
  })

  test('the same twice has one hash, another has another', async () => {
    const [one, two, three] = [await propose(), await propose(), await propose(CAREFUL_RULES.slice(0, 2))]
    expect(one.hash).toBe(two.hash)
    expect(one.hash).not.toBe(three.hash)
    await expect(lab.workflows.review.carryOut({ id: one.id, hash: three.hash })).rejects.toThrow(
      /another hash/,
    )
  })

  test('rules that cannot be used are refused with rule and field', async () => {
    const refused = propose([rule({ code: ['DONE'] }, { action: 'approve', reason: 'x' })])
    await expect(refused).rejects.toThrow(/rule 1: when\.code is no field of it/)
    await expect(refused).rejects.toBeInstanceOf(RefusedPlanError)
  })

  test('functions decide too, and what they propose is checked', async () => {
    const proposal = await propose([
      ({ code, took }) =>
        code === 'DONE' && took! > 60_000 ? { action: 'approve', reason: 'mine' } : undefined,
    ])
    expect(await actions(proposal)).toMatchObject({ good: 'approve', fast: 'leave' })
    await expect(propose([() => ({ action: 'reject', reason: 'no' }) as never])).rejects.toThrow(
      /then\.message is missing/,
    )
  })

  test('demographics are read where a rule asks, and by workers too', async () => {
    const worker = await lab.workflows.work()
    try {
      const proposal = await propose([
        rule({ demographics: { Age: { present: true } } }, { action: 'approve', reason: 'has an age' }),
      ])
      const report = await lab.workflows.review.report(proposal.id)
      expect(report.rows).toHaveLength(NAMES.length)
      expect(report.rows.every(({ state }) => state === 'left' || state === 'proposed')).toBe(true)
    } finally {
      await worker.stop()
    }
  })
})

describe('carrying out', () => {
  test('approves, asks and pays, and ends when it is read back', async () => {
    const proposal = await propose(CAREFUL_RULES, { records: records('wrong', 'returned') })
    const after = await carriedOut(proposal)
    expect(await states(proposal)).toEqual({
      good: 'done',
      typed: 'done',
      fast: 'left',
      none: 'done',
      wrong: 'done',
      working: 'left',
      returned: 'done',
      late: 'left',
    })
    expect(after.states).toEqual({ done: 5, left: 3 })
    expect(await statusOf('good')).toBe('APPROVED')
    expect(await statusOf('fast')).toBe('AWAITING REVIEW')
    expect(await statusOf('working')).toBe('ACTIVE')
    expect((await client.submissions.retrieve({ id: by.none! })).return_requested).not.toBeNull()
    expect((await client.submissions.retrieve({ id: by.returned! })).bonus_payments).toEqual([150])
    // Another proposal pays nobody a second time.
    const again = await propose([
      rule({ status: 'RETURNED' }, { action: 'pay_part', percentage: 100, reason: 'again' }),
    ])
    await carriedOut(again)
    expect((await client.submissions.retrieve({ id: by.returned! })).bonus_payments).toEqual([150])
  })

  test('what has changed since is passed over', async () => {
    const proposal = await propose([rule({}, { action: 'approve', reason: 'all' })])
    await client.submissions.requestReturn({ id: by.none!, request_return_reasons: ['x'] })
    await client.submissions.reject({ id: by.wrong!, message: REASON, rejection_category: 'BAD_CODE' })
    await client.submissions.approve({ id: by.good! })
    await carriedOut(proposal)
    expect(await states(proposal)).toMatchObject({ none: 'left', wrong: 'left', good: 'done', typed: 'done' })
    expect(await statusOf('none')).toBe('AWAITING REVIEW')
  })

  test('only those that are named', async () => {
    const proposal = await propose()
    await expect(
      lab.workflows.review.carryOut(proposal, { only: { submission_ids: ['f'.repeat(24)] } }),
    ).rejects.toThrow(/not about these submissions/)
    await carriedOut(proposal, { only: { submission_ids: [by.good!] } })
    expect(await states(proposal)).toMatchObject({ good: 'done', typed: 'proposed' })
  })

  test('who is still at work is waited for, and then approved', async () => {
    const proposal = await propose(CAREFUL_RULES, { records: records('working', 'late') })
    await carriedOut(proposal, { only: { submission_ids: [by.working!, by.late!] } })
    expect(await states(proposal)).toMatchObject({ working: 'waiting', late: 'waiting' })
    expect(await statusOf('working')).toBe('ACTIVE')
    await sandbox.participants.act(by.working!, 'complete', { code: 'DONE' })
    await lab.workflows.review.look(proposal.id)
    await carriedOut(proposal.id, { only: { submission_ids: [] } })
    expect(await states(proposal)).toMatchObject({ working: 'done', late: 'waiting' })
    expect(await statusOf('working')).toBe('APPROVED')
    await sandbox.advance('2 days')
    await lab.workflows.review.look(proposal.id)
    expect(await states(proposal)).toMatchObject({ late: 'left' })
  })

  test('rejects once, and reads a lost answer back', async () => {
    const reject = { action: 'reject', category: 'NO_CODE', message: REASON, reason: 'no code' }
    const proposal = await propose([rule({ codes: false }, reject)])
    await sandbox.faults.add({ operation: 'submissions.reject', fault: 'drop_after_commit', times: 9 })
    await carriedOut(proposal)
    expect(await states(proposal)).toMatchObject({ none: 'done' })
    expect(await statusOf('none')).toBe('REJECTED')
  })

  test('a lost answer to a request for return is read back, and nobody is asked twice', async () => {
    const ask = rule({ codes: ['NONSENSE'] }, { action: 'ask_for_return', reason: 'no code' })
    const [one, two] = [await propose([ask]), await propose([ask])]
    await sandbox.faults.add({ operation: 'submissions.requestReturn', fault: 'drop_after_commit', times: 1 })
    await carriedOut(one)
    await carriedOut(two)
    expect([await states(one), await states(two)]).toMatchObject([{ wrong: 'done' }, { wrong: 'left' }])
    const { participant } = await client.submissions.retrieve({ id: by.wrong! })
    const messages = await client.messages.list({ user_id: participant! }).toArray()
    expect(messages).toHaveLength(1)
  })

  test('two proposals that ask for the same return at once ask once', async () => {
    const ask = rule({ codes: ['DONE'] }, { action: 'ask_for_return', reason: 'a mistake' })
    const proposals = [await propose([ask]), await propose([ask])]
    const fault = { type: 'delay', for: 400 } as const
    await sandbox.faults.add({ operation: 'submissions.requestReturn', fault, times: 9 })
    const only = { submission_ids: [by.good!] }
    await Promise.all(proposals.map((one) => lab.workflows.review.carryOut(one, { only })))
    const ended = await Promise.all(proposals.map(states))
    expect(ended.map(({ good }) => good).sort()).toEqual(['done', 'left'])
    const { participant } = await client.submissions.retrieve({ id: by.good! })
    expect(await client.messages.list({ user_id: participant! }).toArray()).toHaveLength(1)
  })

  test('two proposals that pay the same part at once pay it once', async () => {
    await sandbox.participants.act(by.working!, 'return')
    const part = rule({ status: 'RETURNED' }, { action: 'pay_part', percentage: 50, reason: 'half of it' })
    const [one, two] = [await propose([part]), await propose([part])]
    const only = { submission_ids: [by.working!] }
    await Promise.all([carriedOut(one, { only }), carriedOut(two, { only })])
    await sandbox.advance('10 min')
    expect((await client.submissions.retrieve({ id: by.working! })).bonus_payments).toEqual([75])
  })

  test('a lost answer to a bulk approval is looked at, and not sent again', async () => {
    let sent = 0
    const counting = lab.another({
      middleware: [
        (request, next, { operation }) => {
          if (operation === 'submissions.bulkApprove') sent++
          return next(request)
        },
      ],
    })
    await lab.reopen({ client: counting })
    const proposal = await propose()
    await sandbox.faults.add({ operation: 'submissions.bulkApprove', fault: 'drop_after_commit', times: 1 })
    await carriedOut(proposal)
    expect(sent).toBe(1)
    expect(await states(proposal)).toMatchObject({ good: 'done', typed: 'done' })
    const { rows } = await lab.workflows.review.report(proposal.id)
    expect(rows.find(({ submission_id }) => submission_id === by.good)?.state_reason).toBe('approved')
  })

  test('a bulk approval that never arrived is made again after it was seen not to have happened', async () => {
    const proposal = await propose()
    await sandbox.faults.add({ operation: 'submissions.bulkApprove', fault: 'drop_before', times: 1 })
    await carriedOut(proposal, {}, '10 min')
    expect(await states(proposal)).toMatchObject({ good: 'done', typed: 'done' })
    expect(await statusOf('good')).toBe('APPROVED')
  })

  test('a refusal is told, and can be carried out again', async () => {
    const reject = { action: 'reject', category: 'NO_CODE', message: REASON, reason: 'no code' }
    const proposal = await propose([rule({ codes: false }, reject)])
    await sandbox.faults.add({
      operation: 'submissions.reject',
      fault: { type: 'status', status: 400 },
      times: 1,
    })
    expect((await carriedOut(proposal)).states).toMatchObject({ failed: 1 })
    expect((await carriedOut(proposal)).states).toMatchObject({ done: 1 })
  })

  test('workers do it after the process has ended', async () => {
    const proposal = await propose()
    await lab.workflows.review.carryOut(proposal, { wait: false })
    const workflows = await lab.reopen()
    const worker = await workflows.work()
    try {
      for (let states = {}; !('done' in states) || 'asked' in states || 'due' in states; ) {
        await sandbox.advance('30 s')
        await new Promise((resolve) => setTimeout(resolve, 50))
        states = (await workflows.review.report(proposal.id)).states
      }
    } finally {
      await worker.stop()
    }
    expect(await statusOf('typed')).toBe('APPROVED')
  })
})

describe('alarms', () => {
  test('tell what Prolific is about to approve, and what was proposed', async () => {
    // The other tests have turned time back, and have proposed at later times.
    await sandbox.advance('1 hour')
    await propose()
    expect(await lab.workflows.review.alarms({ study_id: study })).toEqual([])
    await client.submissions.requestReturn({ id: by.none!, request_return_reasons: ['x'] })
    await sandbox.advance('19 days')
    const alarms = await lab.workflows.review.alarms()
    const told = Object.fromEntries(alarms.map((one) => [nameOf(one.submission_id), one]))
    expect(told.good).toMatchObject({ kind: 'approval', proposed: { action: 'approve' } })
    expect(told.none).toMatchObject({ kind: 'return' })
    expect(told.good!.approved_at.getTime() - sandbox.clock.now()).toBeLessThan(3 * 86_400_000)

    const worker = await lab.workflows.work()
    try {
      while (!warnings.some((text) => text.includes(by.good!)))
        await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      await worker.stop()
    }
    expect(warnings.filter((text) => text.includes(by.good!))).toHaveLength(1)
  })

  test('what Prolific has approved by itself counts as done', async () => {
    const proposal = await propose()
    await sandbox.advance('22 days')
    await carriedOut(proposal)
    expect(await states(proposal)).toMatchObject({ good: 'done', fast: 'left' })
  })
})
