import { expect, test } from 'vitest'
import { watchForHolds } from './outcome.ts'

test.each([
  [0, false],
  [19_999, false],
  [20_001, true],
  [3_600_000, true],
  [-1, true],
])('a process that goes on %i ms later is held up: %s', (passed, expected) => {
  let now = 1_000_000
  const watch = watchForHolds(() => now)
  now += passed
  expect(watch.isHeldUp()).toBe(expected)
})
