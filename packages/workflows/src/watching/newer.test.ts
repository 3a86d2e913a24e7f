import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verdict } from './newer.ts'
import { countsDiffer, pause } from './pace.ts'

/** A read: it begins, the server looks at some moment, and it is written in the end. */
const anyRead = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(60))
  .map((moments) => moments.sort((a, b) => a - b) as [number, number, number])

test('a read never replaces a newer one, however reads overlap', () => {
  fc.assert(
    fc.property(fc.array(anyRead, { minLength: 1, maxLength: 8 }), fc.nat(60), (reads, changedAt) => {
      // Numbers are given in the order of time, as the study's counter does.
      const events = reads
        .flatMap(([began, , ended], i) => [
          { at: began, i, is: 'began' },
          { at: ended, i, is: 'ended' },
        ])
        .sort((a, b) => a.at - b.at || (a.is === 'began' ? -1 : 1))
      const began: number[] = []
      let kept: { value: number; until: number; looked: number } | undefined
      events.forEach(({ i, is }, index) => {
        const number = index + 1
        if (is === 'began') {
          began[i] = number
          return
        }
        const looked = reads[i]![1]
        const value = Number(looked >= changedAt)
        const judged = verdict(began[i]!, kept?.until, kept?.value === value)
        if (judged === 'agree' && kept) kept.until = number
        if (judged !== 'replace') return
        if (kept) expect(looked).toBeGreaterThanOrEqual(kept.looked)
        kept = { value, until: number, looked }
      })
    }),
    { numRuns: process.env.CHECK_DEEP ? 20_000 : 1000 },
  )
})

test('sweeps come less often while nothing happens, and never stop', () => {
  expect([0, 1, 2, 3, 9].map((quiet) => pause(1000, quiet, 'ACTIVE'))).toEqual([1000, 2000, 4000, 8000, 8000])
  expect(pause(1000, 0, 'COMPLETED')).toBe(8000)
})

test('counts are compared by status', () => {
  const kept = new Map([['ACTIVE', 2]])
  expect(countsDiffer({ ACTIVE: 2, APPROVED: 0, TOTAL: 2 }, kept)).toBe(false)
  expect(countsDiffer({ ACTIVE: 1, RETURNED: 1, TOTAL: 2 }, kept)).toBe(true)
  expect(countsDiffer({}, kept)).toBe(true)
})
