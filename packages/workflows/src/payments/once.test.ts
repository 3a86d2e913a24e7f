/** Whatever is planned, paid, lost and read back, in whatever order: nobody ever gets more than they shall, and all get it in the end. */
import fc from 'fast-check'
import { Money } from 'prolific-kit'
import { afterAll, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { RefusedPlanError, UncertainError } from '../index.ts'

const PEOPLE = 3
const lab = await openLab('once', { settleAfter: 30 * 60_000 })
const { sandbox, client } = lab
afterAll(() => lab.close())

type Step =
  | { do: 'pay'; amounts: number[]; purpose: string; fault: string; times: 1 | 2 }
  | { do: 'wait'; minutes: number }
  | { do: 'reconcile' }
  | { do: 'pay elsewhere'; person: number; amount: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      amounts: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: PEOPLE }),
      purpose: fc.constantFrom('bonus', 'other'),
      fault: fc.constantFrom('none', 'drop_after_commit', 'drop_before', '502', '400', '429', 'set-up lost'),
      times: fc.constantFrom(1 as const, 2 as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'reconcile' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pay elsewhere' as const),
      person: fc.nat(PEOPLE - 1),
      amount: fc.integer({ min: 1, max: 100 }),
    }),
  },
)

const FAULTS: Readonly<Record<string, { operation: string; fault: unknown }>> = {
  drop_after_commit: { operation: 'bonuses.pay', fault: 'drop_after_commit' },
  drop_before: { operation: 'bonuses.pay', fault: 'drop_before' },
  502: { operation: 'bonuses.pay', fault: { type: 'status', status: 502 } },
  400: { operation: 'bonuses.pay', fault: { type: 'status', status: 400 } },
  429: { operation: 'bonuses.pay', fault: { type: 'rate_limit' } },
  'set-up lost': { operation: 'bonuses.setUp', fault: 'drop_after_commit' },
}

/** A study that was handed in by all of its people. */
async function newStudy(): Promise<{ study: string; people: string[] }> {
  const study = await lab.study({ total_available_places: PEOPLE })
  const { arrivals } = await sandbox.participants.arrive({ study, count: PEOPLE, behaviour: 'manual' })
  const people = arrivals.map(({ submission }) => submission!)
  for (const id of people) {
    await sandbox.participants.act(id, 'start')
    await sandbox.participants.act(id, 'complete', { code: 'DONE' })
  }
  return { study, people }
}

test('bonuses are paid once', { timeout: 20 * 60_000 }, async () => {
  const steps = fc.array(step, { minLength: 2, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { bonuses } = lab.workflows
      const { study, people } = await newStudy()
      const highest = { bonus: [0, 0, 0], other: [0, 0, 0] }
      const elsewhere = [0, 0, 0]
      const rowsOf = (amounts: readonly number[]) =>
        amounts.map((minor, at) => ({
          submission_id: people[at]!,
          amount: Money.fromMinorUnits(minor, 'GBP'),
        }))
      const got = async () =>
        Promise.all(
          people.map(async (id) =>
            ((await client.submissions.retrieve({ id })).bonus_payments ?? []).reduce(
              (sum, one) => sum + one,
              0,
            ),
          ),
        )
      const mustNotBeMore = async () => {
        const most = people.map((_, at) => highest.bonus[at]! + highest.other[at]! + elsewhere[at]!)
        for (const [at, sum] of (await got()).entries()) expect(sum).toBeLessThanOrEqual(most[at]!)
      }
      const payAll = async (purpose: 'bonus' | 'other', amounts: readonly number[]) => {
        const plan = await bonuses.plan({
          study_id: study,
          rows: rowsOf(amounts),
          purpose,
          count_elsewhere: false,
        })
        try {
          return (await bonuses.pay(plan)).counts
        } catch (error) {
          if (error instanceof RefusedPlanError || error instanceof UncertainError) return undefined
          throw error
        }
      }
      for (const one of all) {
        if (one.do === 'wait') await sandbox.advance(`${one.minutes} min`)
        else if (one.do === 'reconcile') await bonuses.reconcile()
        else if (one.do === 'pay elsewhere') {
          await sandbox.faults.clear()
          const row = rowsOf(Array(PEOPLE).fill(one.amount))[one.person]!
          await client.bonuses.pay({
            id: (await client.bonuses.setUp({ study_id: study, bonuses: [row] })).id,
          })
          elsewhere[one.person]! += one.amount
        } else {
          const purpose = one.purpose as 'bonus' | 'other'
          await sandbox.faults.clear()
          const fault = FAULTS[one.fault]
          if (fault) await sandbox.faults.add({ ...fault, times: one.times } as never)
          for (const [at, amount] of one.amounts.entries())
            highest[purpose][at] = Math.max(highest[purpose][at]!, amount)
          await Promise.all(Array.from({ length: one.times }, () => payAll(purpose, one.amounts)))
        }
        await mustNotBeMore()
      }
      // Whatever went wrong, it can be brought to its end by the same calls, and ends exactly.
      await sandbox.faults.clear()
      for (let round = 0; ; round++) {
        await sandbox.advance('31 min')
        // Bonuses that were paid elsewhere meanwhile can hide whether one of ours was: then a person says what they see.
        for (const { id, state } of (await bonuses.reconcile()).set_ups)
          if (state === 'uncertain')
            await bonuses.resolve({ set_up: id, paid: false, why: 'it shows nowhere' })
        const counts = [
          await payAll(
            'bonus',
            highest.bonus.map((one) => one || 1),
          ),
          await payAll('other', [1, 1, 1]),
        ]
        for (const purpose of ['bonus', 'other'] as const)
          for (const at of people.keys()) highest[purpose][at] ||= 1
        const last = await payAll('other', highest.other)
        const isOver = [...counts, last].every(
          (one) => one && one.attempted + one.uncertain + one.planned === 0,
        )
        if (isOver) break
        expect(round).toBeLessThan(12)
      }
      await sandbox.advance('31 min')
      const wanted = people.map((_, at) => highest.bonus[at]! + highest.other[at]! + elsewhere[at]!)
      expect(await got()).toEqual(wanted)
    }),
    // What a failure leaves in the ledger would be in the way of making it smaller.
    { numRuns: process.env.CHECK_DEEP ? 100 : 5, endOnFailure: true },
  )
})
