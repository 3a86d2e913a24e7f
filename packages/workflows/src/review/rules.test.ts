/** Rules, selection and policy, without a database. */
import fc from 'fast-check'
import type { SubmissionSummary } from 'prolific-kit'
import { describe, expect, test } from 'vitest'
import {
  CAREFUL_RULES,
  checkRules,
  type DataRule,
  decide,
  type Facts,
  factsOf,
  forbidden,
  openRecords,
  REVIEW_TRANSITIONS,
  type RuleProposal,
  type StudyFacts,
} from '../index.ts'
import { statesBefore } from '../transitions.ts'
import { amountOf, partOfReward } from './amounts.ts'
import { wayOf } from './looking.ts'
import { fits } from './matches.ts'
import type { ReviewState } from './states.ts'

const runs = process.env.CHECK_DEEP ? 20_000 : 500
const NOW = new Date('2026-01-10T12:00:00Z')
const study: StudyFacts = {
  id: 'a'.repeat(24),
  reward: 150,
  currency: 'GBP',
  estimate: 600_000,
  codes: [
    { code: 'DONE', type: 'COMPLETED' },
    { code: 'FAILED', type: 'FAILED_ATTENTION_CHECK' },
    { code: 'OUT', type: 'SCREENED_OUT' },
  ],
}
const row = (changes: Partial<SubmissionSummary> = {}): SubmissionSummary => ({
  id: 'b'.repeat(24),
  participant_id: 'c'.repeat(24),
  status: 'AWAITING REVIEW',
  started_at: '2026-01-10T11:00:00Z',
  completed_at: '2026-01-10T11:10:00Z',
  has_siblings: false,
  study_code: 'DONE',
  bonus_payments: [],
  ...changes,
})
const facts = (changes: Partial<SubmissionSummary> = {}, more: Partial<Facts> = {}): Facts => ({
  ...factsOf(row(changes), { study, now: NOW }),
  ...more,
})
const LONG =
  'We found neither a completion code of this study nor any of your answers. Please write to us about it, thank you.'
const reject = (category = 'NO_CODE'): RuleProposal =>
  ({ action: 'reject', category, message: LONG, reason: 'x' }) as RuleProposal

const anyStatus = fc.constantFrom(
  ...(['RESERVED', 'ACTIVE', 'TIMED-OUT', 'AWAITING REVIEW', 'APPROVED', 'RETURNED', 'REJECTED'] as const),
)
const anyFacts = fc
  .record({
    status: anyStatus,
    code: fc.constantFrom('DONE', ' done. ', 'FAILED', 'OUT', 'WRONG', 'NOCODE', null),
    minutes: fc.integer({ min: 0, max: 60 }),
    days: fc.integer({ min: 0, max: 30 }),
    asked: fc.option(fc.integer({ min: 0, max: 10 })),
    bonus: fc.constantFrom(0, 50),
    hasRecords: fc.boolean(),
    finished: fc.boolean(),
  })
  .map(({ status, code, minutes, days, asked, bonus, hasRecords, finished }) => {
    const completed = NOW.getTime() - days * 86_400_000
    return facts(
      {
        status,
        study_code: code,
        started_at: new Date(completed - minutes * 60_000).toISOString(),
        completed_at: new Date(completed).toISOString(),
        bonus_payments: bonus ? [bonus] : [],
        return_requested: asked === null ? null : new Date(NOW.getTime() - asked * 86_400_000).toISOString(),
      },
      { hasRecords, finished: hasRecords && finished, record: hasRecords && finished ? {} : undefined },
    )
  })
const anyThen = fc.oneof(
  fc.constantFrom('approve', 'leave', 'ask_for_return').map((action) => ({ action, reason: 'x' })),
  fc.constantFrom('NO_CODE', 'TOO_SLOWLY', 'OTHER', 'NO_DATA').map(reject),
  fc.integer({ min: 1, max: 100 }).map((percentage) => ({ action: 'pay_part', percentage, reason: 'x' })),
)
const anyRule = fc
  .record({ status: anyStatus, then: anyThen })
  .map(({ status, then }) => ({ when: { status }, then }) as DataRule)

test('whatever the rules, nobody is decided on who must not be', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(anyRule, { minLength: 1, maxLength: 4 }), (one, rules) => {
      const { action, problem, amount } = decide(one, rules)
      if (action === 'reject' || action === 'ask_for_return') expect(one.status).toBe('AWAITING REVIEW')
      if (action === 'approve') expect(['AWAITING REVIEW', 'ACTIVE', 'RESERVED']).toContain(one.status)
      if (action === 'pay_part') {
        expect(['TIMED-OUT', 'RETURNED']).toContain(one.status)
        expect(amount!.isPositive && amount!.isWhole && amount!.toMinorUnits() <= study.reward).toBe(true)
      }
      if (action === 'reject') {
        expect(NOW.getTime() - one.completedAt!.getTime()).toBeLessThan(21 * 86_400_000)
        if (one.returnRequested)
          expect(NOW.getTime() - one.returnRequested.getTime()).toBeGreaterThanOrEqual(7 * 86_400_000)
      }
      if (problem) expect(action).toBe('leave')
    }),
    { numRuns: runs },
  )
})

test('the first rule that speaks decides', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(anyRule, { minLength: 1, maxLength: 5 }), (one, rules) => {
      const named = rules.map((rule, at) => ({ ...rule, name: `n${at}` }))
      const first = named.find(({ when }) => when.status === one.status)
      expect(decide(one, named).rule).toBe(first?.name)
    }),
    { numRuns: runs },
  )
})

test('the careful rules reject nobody, and approve nobody without a right code or work of theirs', () => {
  expect(checkRules(CAREFUL_RULES)).toEqual([])
  fc.assert(
    fc.property(anyFacts, (one) => {
      const { action } = decide(one, CAREFUL_RULES)
      expect(action).not.toBe('reject')
      if (action === 'approve') expect(one.hasRightCode || one.finished).toBe(true)
    }),
    { numRuns: runs },
  )
})

test.each([
  [facts(), reject('TOO_SLOWLY'), /being slow is no reason/],
  [facts({ study_code: 'OUT' }), reject('OTHER'), /its code says SCREENED_OUT/],
  [facts({}, { hasRecords: true, finished: true }), reject(), /your own records have the work/],
  [facts({ completed_at: '2025-12-20T11:10:00Z' }), reject(), /21 days are over/],
  [facts({ return_requested: '2026-01-08T00:00:00Z' }), reject(), /7 days to answer/],
  [
    facts({ status: 'RETURNED' }),
    { action: 'approve', reason: 'x' },
    /cannot be approved: pay its participant/,
  ],
  [facts(), { action: 'pay_part', percentage: 50, reason: 'x' }, /ask for its return first/],
  [facts({ status: 'RETURNED' }), { action: 'pay_part', amount: '0.50 USD', reason: 'x' }, /is in USD/],
  [
    facts({ status: 'TIMED-OUT' }),
    { action: 'pay_part', percentage: 50, by: 'dynamic_payment', reason: 'x' },
    /has no code/,
  ],
] as [Facts, RuleProposal, RegExp][])('policy %#', (one, proposal, message) => {
  expect(forbidden(proposal, one)).toMatch(message)
})

test('a rejection within the rules is none of its business', () => {
  expect(forbidden(reject(), facts({ study_code: null }))).toBeUndefined()
  expect(forbidden(reject(), facts({ return_requested: '2026-01-01T00:00:00Z' }))).toBeUndefined()
})

describe('checkRules', () => {
  const then = { action: 'approve', reason: 'x' }
  test.each([
    ['text', /must be a list/],
    [[], /There are no rules/],
    [[{ then }], /rule 1: when must be an object/],
    [[{ name: 'mine', when: { codes: 'done' }, then }], /mine: when\.codes must be a list of codes/],
    [[{ when: { minTime: '5' }, then }], /when\.minTime must be a time with its unit/],
    [[{ when: { status: 'TIMED OUT' }, then }], /when\.status must be one or a list of/],
    [[{ when: { record: { score: { atleast: 3 } } }, then }], /when\.record\.score\.atleast is no field/],
    [
      [{ when: { record: { score: { matches: '(' } } }, then }],
      /when\.record\.score\.matches must be a regular/,
    ],
    [[{ when: {}, then: { action: 'pay', reason: 'x' } }], /then\.action must be one of approve/],
    [[{ when: {}, then: { action: 'approve' } }], /then\.reason is missing/],
    [
      [{ when: {}, then: { ...reject(), message: 'short' } }],
      /then\.message must be a text of 100 characters/,
    ],
    [[{ when: {}, then: { ...reject(), category: 'LAZY' } }], /then\.category must be one of/],
    [[{ when: {}, then: { action: 'pay_part', reason: 'x' } }], /either percentage or amount/],
    [[{ when: {}, then: { action: 'pay_part', amount: 0.5, reason: 'x' } }], /then\.amount must be Money/],
    [
      [{ when: {}, then: { action: 'pay_part', percentage: 5, by: 'dynamic_payment', reason: 'x' } }],
      /from 8 to 99/,
    ],
  ])('%j', (rules, message) => {
    expect(checkRules(rules).join('\n')).toMatch(message)
  })
  test('good rules survive JSON', () => {
    expect(checkRules(JSON.parse(JSON.stringify(CAREFUL_RULES)))).toEqual([])
  })
})

test.each([
  ['A', ' a ', true],
  [3, '3.0', true],
  [true, 'TRUE', true],
  [['x', 'y'], 'Y', true],
  [{ atLeast: 3 }, '2', false],
  [{ atLeast: 3 }, '', false],
  [{ atMost: 3 }, undefined, false],
  [{ not: ['a'] }, 'A', false],
  [{ present: false }, ' ', true],
  [{ matches: '^a+$' }, 'aaa', true],
  ['b', ['a', 'b'], true],
])('%j of %j is %j', (condition, value, expected) => {
  expect(fits(condition as never, value)).toBe(expected)
})

test('records are found by the submission first, then by the participant', async () => {
  const [s, p] = ['1'.repeat(24), '2'.repeat(24)]
  const book = await openRecords([
    { PROLIFIC_PID: p, finished: 'no' },
    { 'Session ID': s.toUpperCase(), finished: 'yes' },
  ])
  expect(book.of(s, p)?.finished).toBe('yes')
  expect(book.of('3'.repeat(24), p)?.finished).toBe('no')
  expect((await openRecords(new Map([[p, { a: 1 }]]))).of(s, p)).toEqual({ a: 1 })
  await expect(openRecords([{ name: 'x' }])).rejects.toThrow(/None of the 1 records has an id/)
  await expect(openRecords('/nowhere.csv')).rejects.toThrow(/cannot be read/)
})

test('a part is rounded up to a whole penny, and text needs its currency', () => {
  expect(String(partOfReward(150, 33.33, 'GBP'))).toBe('0.50 GBP')
  expect(String(partOfReward(101, 50, 'USD'))).toBe('0.51 USD')
  expect(amountOf('0.50')).toBeUndefined()
  expect(String(amountOf(JSON.parse(JSON.stringify(amountOf('0.50 GBP')))))).toBe('0.50 GBP')
})

const states = Object.keys(REVIEW_TRANSITIONS) as ReviewState[]

test('what is looked at goes only where it may, and never back to be asked before it was seen not to have happened', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ReviewState>('attempted', 'asked', 'waiting', 'uncertain'),
      anyStatus,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 7_200_000 }),
      (state, status, attempts, ago) => {
        const attempted_at = new Date(NOW.getTime() - ago)
        const way = wayOf({ state, attempts, attempted_at, completed_at: null }, status, NOW, {
          now: () => NOW,
          settle: 3_600_000,
        })
        if (!way || way.to === state) return
        expect(REVIEW_TRANSITIONS[state]).toContain(way.to)
        if (way.to === 'ready') expect(status === 'AWAITING REVIEW' && ago >= 3_600_000).toBe(true)
        if (way.to === 'done') expect(status).toBe('APPROVED')
      },
    ),
    { numRuns: runs },
  )
  expect(states.filter((state) => REVIEW_TRANSITIONS[state].length === 0)).toEqual(['done', 'left'])
  expect(statesBefore(REVIEW_TRANSITIONS, 'asked')).toEqual(['attempted'])
})
