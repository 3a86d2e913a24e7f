import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMoment } from './moment.ts'

test.each([
  '2026-01-05',
  '2026-01-05T09:00Z',
  '2026-01-05T09:00:00.123456Z',
  '2026-01-05 09:00:00+01:00',
  '2026-01-05T09:00:00-0800',
  '2024-02-29',
])('%s is a moment', (text) => expect(isMoment(text)).toBe(true))

test.each([
  '',
  '5',
  '01/02/2026',
  '2026',
  '2026-1-5',
  'Jan 2 2026',
  '2026-02-29',
  '2026-02-31T09:00Z',
  '2026-13-01',
  '2026-01-05T25:00Z',
  'x2026-01-05',
])('%j is none', (text) => expect(isMoment(text)).toBe(false))

test('every Date as it writes itself is one', () => {
  const dates = fc.date({ noInvalidDate: true })
  fc.assert(fc.property(dates, (date) => isMoment(date.toISOString())))
})
