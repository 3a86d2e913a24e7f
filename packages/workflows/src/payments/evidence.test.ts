import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statesBefore } from '../transitions.ts'
import { type Evidence, hasArrived, judge } from './evidence.ts'
import { type BonusState, GIVEN, ON_THE_WAY, SENT, TRANSITIONS } from './states.ts'

describe('a payment has arrived', () => {
  test.each([
    [100, [], [100], true],
    [100, [100], [100], false],
    [100, [100], [100, 100], true],
    [100, [50], [50, 20], false],
    [100, [100], [], false],
  ])('%i, before %j, now %j: %s', (amount, past, now, expected) => {
    expect(hasArrived(amount, past, now)).toBe(expected)
  })

  test('exactly if there is one more of it, whatever else is paid', () => {
    const payments = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 })
    fc.assert(
      fc.property(payments, payments, fc.integer({ min: 1, max: 5 }), (past, others, amount) => {
        const rest = others.filter((one) => one !== amount)
        expect(hasArrived(amount, past, [...rest, ...past])).toBe(false)
        expect(hasArrived(amount, past, [...rest, amount, ...past])).toBe(true)
      }),
    )
  })
})

describe('what was attempted long ago', () => {
  const evidence: Evidence = {
    arrived: 0,
    of: 3,
    accepted: false,
    total: 420_00,
    amount: 300_00,
    available: { before: 1000_00, now: 1000_00 },
    cost: { before: 0, now: 0 },
  }
  test.each<[string, Partial<Evidence>, string]>([
    ['nothing shows at all', {}, 'failed'],
    ['every payment shows', { arrived: 3 }, 'paid'],
    ['some payments show', { arrived: 1 }, 'uncertain'],
    ['Prolific said that it will pay', { accepted: true }, 'uncertain'],
    ['the costs have risen', { cost: { before: 0, now: 300_00 } }, 'uncertain'],
    ['the wallet has fallen by as much', { available: { before: 1000_00, now: 580_00 } }, 'uncertain'],
    ['the wallet has fallen by nearly as much', { available: { before: 1000_00, now: 580_50 } }, 'uncertain'],
    ['the wallet has fallen by something else', { available: { before: 1000_00, now: 100_00 } }, 'failed'],
    ['no costs, and the wallet stands', { cost: undefined }, 'failed'],
    [
      'no costs, and the wallet has fallen by more',
      { cost: undefined, available: { before: 1000_00, now: 100_00 } },
      'uncertain',
    ],
    ['no wallet, and the costs stand', { available: undefined }, 'failed'],
    ['neither can be read', { available: undefined, cost: undefined }, 'uncertain'],
  ])('%s', (_, changes, expected) => {
    expect(judge({ ...evidence, ...changes }).state).toBe(expected)
  })

  test('is never held to have failed while anything shows', () => {
    const moved = fc.record({ before: fc.nat(1000), now: fc.nat(1000) })
    const any = fc.record({
      arrived: fc.nat(3),
      of: fc.constant(3),
      accepted: fc.boolean(),
      total: fc.integer({ min: 1, max: 500 }),
      amount: fc.integer({ min: 1, max: 300 }),
      available: fc.option(moved, { nil: undefined }),
      cost: fc.option(moved, { nil: undefined }),
    })
    fc.assert(
      fc.property(any, (one) => {
        if (judge(one).state !== 'failed') return
        expect(one.arrived).toBe(0)
        expect(one.accepted).toBe(false)
        expect(one.available ?? one.cost).toBeDefined()
        if (one.cost) expect(one.cost.now - one.cost.before).toBeLessThan(one.amount)
        else expect(one.available!.before - one.available!.now).toBeLessThan(one.total)
      }),
      { numRuns: 500 },
    )
  })
})

describe('states of a payment', () => {
  const states = Object.keys(TRANSITIONS) as BonusState[]

  test('nothing leads back to a state before the attempt', () => {
    const reachable = (from: BonusState): Set<BonusState> => {
      const found = new Set<BonusState>()
      const visit = (state: BonusState) => {
        for (const next of TRANSITIONS[state]) {
          if (found.has(next)) continue
          found.add(next)
          visit(next)
        }
      }
      visit(from)
      return found
    }
    for (const state of ['attempted', 'uncertain', 'paid', 'failed'] as const) {
      expect(reachable(state)).not.toContain('set_up')
      expect(reachable(state)).not.toContain('planned')
      expect(reachable(state)).not.toContain('attempted')
    }
  })

  test('one counts as given unless it has failed, and as sent once it may show', () => {
    expect([...GIVEN].sort()).toEqual(states.filter((state) => state !== 'failed').sort())
    for (const state of ON_THE_WAY) expect(SENT).toContain(state)
    expect(statesBefore(TRANSITIONS, 'attempted')).toEqual(['set_up'])
  })
})
