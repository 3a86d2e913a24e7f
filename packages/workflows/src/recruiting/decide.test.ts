import fc from 'fast-check'
import { gbp } from 'prolific-kit'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import { CLOSE_BEFORE, closesAt, type Goals, goalProblems, nextStep } from './goals.ts'
import { type CellObservation, freeOf, isOpen, type Observation, reach } from './observation.ts'
import { isStopped } from './observe.ts'
import { moneyLeft } from './room.ts'
import { unfit } from './unfit.ts'

const RUNS = { numRuns: process.env.CHECK_DEEP ? 20_000 : 1500 }
const NOW = Date.parse('2026-01-09T12:00Z')
const COST = gbp('7')

const seen = (changes: Partial<CellObservation> = {}): CellObservation => ({
  study_id: 'a',
  status: 'ACTIVE',
  places: 0,
  isOurPause: false,
  wasStopped: false,
  atWork: 0,
  done: 0,
  valid: 0,
  undecided: 0,
  awaiting: 0,
  counts: {},
  placeCost: COST,
  otherCost: gbp('0'),
  latest: null,
  ...changes,
})
const goals = (changes: Partial<Goals> = {}): Goals => ({
  cells: [{ study_id: 'a', target: 60 }],
  stepEvery: 60_000,
  ...changes,
})
const at = (...cells: CellObservation[]): Observation => ({ at: new Date(NOW), cells })

const anyCell = (study_id: string) =>
  fc
    .record({
      status: fc.constantFrom('ACTIVE', 'ACTIVE', 'PAUSED', 'AWAITING REVIEW', 'COMPLETED', 'UNPUBLISHED'),
      free: fc.nat(6),
      asked: fc.option(fc.nat(12)),
      isOurPause: fc.boolean(),
      wasStopped: fc.boolean(),
      startAsked: fc.boolean(),
      atWork: fc.nat(12),
      valid: fc.nat(20),
      undecided: fc.nat(4),
      otherDone: fc.nat(4),
    })
    .map(
      ({ status, free, asked, isOurPause, wasStopped, startAsked, atWork, valid, undecided, otherDone }) => {
        const done = valid + undecided + otherDone
        const places = atWork + done + free
        return seen({
          study_id,
          status,
          places,
          ...(asked !== null && { placesAsked: places + asked }),
          ...(startAsked && status !== 'ACTIVE' && { startAsked }),
          isOurPause: isOurPause && status === 'PAUSED',
          wasStopped,
          atWork,
          done,
          valid,
          undecided,
          awaiting: valid + undecided,
        })
      },
    )
const anyWorld = fc.tuple(anyCell('a'), anyCell('b'))
const anyGoals = fc
  .record({
    a: fc.integer({ min: 1, max: 30 }),
    b: fc.integer({ min: 1, max: 30 }),
    atMostAtOnce: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    budget: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  })
  .map(({ a, b, atMostAtOnce, budget }) =>
    goals({
      cells: [
        { study_id: 'a', target: a },
        { study_id: 'b', target: b },
      ],
      ...(atMostAtOnce && { atMostAtOnce }),
      ...(budget && { budget: COST.times(budget) }),
    }),
  )

/** The cells once every action has happened. */
function after(cells: readonly CellObservation[], { actions }: ReturnType<typeof decide>): CellObservation[] {
  return cells.map((cell) => {
    let next = cell
    for (const action of actions) {
      if (action.study_id !== cell.study_id) continue
      if (action.kind === 'pause') next = { ...next, status: 'PAUSED', isOurPause: true }
      if (action.kind === 'start') next = { ...next, status: 'ACTIVE' }
      if (action.kind === 'raise') next = { ...next, status: 'ACTIVE', places: action.places }
    }
    return next
  })
}
const could = (cells: readonly CellObservation[]) =>
  cells.reduce((sum, cell) => sum + (isOpen(cell) ? reach(cell) : cell.atWork), 0)

describe('a decision', () => {
  test('never lets anybody in whom a limit has no room for', () => {
    fc.assert(
      fc.property(anyWorld, anyGoals, (cells, aims) => {
        const decision = decide(at(...cells), aims)
        if (decision.actions.every(({ kind }) => kind === 'pause')) return
        const then = after(cells, decision)
        if (aims.atMostAtOnce) expect(could(then)).toBeLessThanOrEqual(aims.atMostAtOnce)
        expect(moneyLeft(then, aims)?.toHundredths() ?? 0).toBeGreaterThanOrEqual(0)
        for (const action of decision.actions) {
          const cell = then.find(({ study_id }) => study_id === action.study_id)!
          const target = aims.cells.find(({ study_id }) => study_id === action.study_id)!.target
          expect(cell.valid + reach(cell)).toBeLessThanOrEqual(target)
        }
      }),
      RUNS,
    )
  })

  test('leaves what somebody else has paused or stopped, and never takes places back', () => {
    fc.assert(
      fc.property(anyWorld, anyGoals, (cells, aims) => {
        for (const action of decide(at(...cells), aims).actions) {
          const cell = cells.find(({ study_id }) => study_id === action.study_id)!
          if (action.kind === 'pause') expect(cell.status).toBe('ACTIVE')
          else expect(cell.wasStopped).toBe(false)
          if (action.kind === 'start' && cell.status === 'PAUSED') expect(cell.isOurPause).toBe(true)
          if (action.kind === 'raise') {
            expect(action.places).toBeGreaterThan(Math.max(cell.places, cell.placesAsked ?? 0))
            expect(['ACTIVE', 'AWAITING REVIEW', 'COMPLETED']).toContain(cell.status)
          }
        }
      }),
      RUNS,
    )
  })

  test('pauses where a limit could be crossed, and has nothing to correct afterwards', () => {
    fc.assert(
      fc.property(anyWorld, anyGoals, (cells, aims) => {
        const decision = decide(at(...cells), aims)
        const then = decide(at(...after(cells, decision)), aims)
        expect(then.actions.filter(({ kind }) => kind === 'pause')).toEqual([])
      }),
      RUNS,
    )
  })

  test('opens what the target needs when nothing stands in its way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(30), fc.nat(10), (target, valid, rest) => {
        const cell = seen({ valid, awaiting: 1, done: valid + rest, places: valid + rest })
        const { actions } = decide(at(cell), goals({ cells: [{ study_id: 'a', target }] }))
        const places = valid + rest + target - valid
        expect(actions).toEqual(valid < target ? [expect.objectContaining({ kind: 'raise', places })] : [])
      }),
      RUNS,
    )
  })

  test('fills two cells together', () => {
    const aims = goals({
      cells: [
        { study_id: 'a', target: 60 },
        { study_id: 'b', target: 60 },
      ],
      atMostAtOnce: 40,
    })
    const { actions } = decide(at(seen(), seen({ study_id: 'b', valid: 10, done: 10, places: 10 })), aims)
    expect(actions).toMatchObject([
      { kind: 'raise', study_id: 'a', places: 25 },
      { kind: 'raise', study_id: 'b', places: 25 },
    ])
  })

  test('pauses at the deadline, a minute early, and does nothing else', () => {
    const deadline = new Date(NOW + CLOSE_BEFORE)
    expect(decide(at(seen()), goals({ deadline }))).toMatchObject({
      outcome: 'deadline',
      actions: [{ kind: 'pause' }],
    })
    const later = new Date(NOW + CLOSE_BEFORE + 1)
    expect(decide(at(seen()), goals({ deadline: later })).outcome).toBeUndefined()
    expect(nextStep(NOW, goals({ deadline: later })).getTime()).toBe(NOW + 1)
    expect(closesAt(goals())).toBe(Number.POSITIVE_INFINITY)
  })

  test('keeps a stop rule, not before it can tell', () => {
    const stopWhen = [{ status: 'RETURNED', share: 0.5, atLeast: 3 } as const]
    const few = seen({ counts: { RETURNED: 2 } })
    expect(decide(at(few), goals({ stopWhen })).outcome).toBeUndefined()
    const many = seen({ counts: { RETURNED: 3, APPROVED: 3 }, valid: 3, done: 3, places: 9 })
    expect(decide(at(many), goals({ stopWhen }))).toMatchObject({
      outcome: 'rule',
      actions: [{ kind: 'pause' }],
      why: 'A stop rule holds: 3 of 6 submissions that have ended are RETURNED (50% from 3 on).',
    })
  })

  test.each([
    [seen({ status: 'PAUSED', places: 5 }), /was paused by somebody else/],
    [seen({ places: 60, done: 60, valid: 60, awaiting: 1 }), /target is met, and 1 submission awaits your/],
    [seen({ places: 60, done: 60, valid: 60, awaiting: 7 }), /target is met, and 7 submissions await your/],
    [seen({ status: 'COMPLETED', places: 5, wasStopped: true }), /was stopped by somebody else/],
    [seen({ status: 'UNPUBLISHED', places: 5 }), /is UNPUBLISHED: publish it/],
    [seen({ places: 2, done: 2, undecided: 2, awaiting: 2 }), /2 submissions that do not count wait/],
    [seen({ places: 70 }), /has 70 free places, more than its target needs/],
  ])('says what holds it back', (cell, sentence) => {
    expect(decide(at(cell), goals()).why).toMatch(sentence)
  })

  test('a start is refused where limits could be crossed before anybody looks', () => {
    expect(unfit(at(seen({ places: 50 })), goals({ atMostAtOnce: 40, budget: gbp('300') }))).toEqual([
      expect.stringMatching(/^50 participants could be at work at once, and 40 may/),
      expect.stringMatching(/cost 350.00 GBP with fees and VAT, and the budget is 300.00 GBP/),
    ])
    expect(unfit(at(seen({ places: 61 })), goals())).toHaveLength(1)
    expect(unfit(at(seen({ places: 60 })), goals())).toEqual([])
  })
})

test('goals that cannot be pursued are named, each', () => {
  const wrong = goals({
    cells: [
      { study_id: 'a', target: 0 },
      { study_id: 'a', target: 1 },
    ],
    atMostAtOnce: 1.5,
    deadline: new Date(NOW),
    stopWhen: [{ status: 'REJECTED', share: 2, atLeast: 1 }],
  })
  expect(goalProblems(wrong, NOW)).toHaveLength(5)
  expect(goalProblems(goals(), NOW)).toEqual([])
})

describe('who stopped a study', () => {
  const study = { status: 'AWAITING REVIEW', total_available_places: 10 } as const
  const before = { last_status: 'ACTIVE', was_stopped: false, freed: 0 }
  test.each([
    ['full', { atWork: 0, done: 10, completed: 10 }, false],
    ['full, then refused two', { atWork: 0, done: 8, completed: 10 }, false],
    ['never full', { atWork: 0, done: 8, completed: 8 }, true],
    ['people at work', { atWork: 1, done: 8, completed: 8 }, true],
  ])('%s', (_, counted, is) => expect(isStopped(before, study, counted)).toBe(is))

  test('it is remembered until the study recruits again', () => {
    const counted = { atWork: 0, done: 8, completed: 8 }
    const over = { ...before, last_status: 'AWAITING REVIEW' }
    expect(isStopped({ ...over, was_stopped: true }, study, counted)).toBe(true)
    expect(isStopped(over, study, counted)).toBe(false)
    expect(isStopped({ ...over, was_stopped: true }, { ...study, status: 'ACTIVE' }, counted)).toBe(false)
  })
})

test('a place that was asked for counts as given until it is known not to be', () => {
  const cell = seen({ places: 5, placesAsked: 9, atWork: 2, done: 3 })
  expect([freeOf(cell), reach(cell), isOpen({ ...cell, status: 'COMPLETED' })]).toEqual([4, 6, true])
})
