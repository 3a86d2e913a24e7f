import type { SubmissionSummary } from 'prolific-kit'
import { expect, test } from 'vitest'
import { type Expected, review } from './review.ts'

const expected: Expected = {
  codes: [
    { code: 'DONE', code_type: 'COMPLETED' },
    { code: 'MISSED', code_type: 'FAILED_ATTENTION_CHECK' },
  ],
  estimatedMinutes: 10,
}

const handedIn = (study_code: string | null, minutes: number, status = 'AWAITING REVIEW') =>
  ({
    status,
    study_code,
    started_at: '2026-01-05T09:00:00Z',
    completed_at: new Date(Date.parse('2026-01-05T09:00:00Z') + minutes * 60_000).toISOString(),
  }) as SubmissionSummary

test.each([
  ['the right code', handedIn('DONE', 9), { action: 'approve', reason: 'right code' }],
  ['the right code in small letters', handedIn(' done ', 9), { action: 'approve', reason: 'right code' }],
  ['the right code at once', handedIn('DONE', 1), { action: 'approve' }],
  [
    'no code',
    handedIn('NOCODE', 9),
    { action: 'approve', reason: 'no code, but worked for 9.0 minutes: the work counts' },
  ],
  ['no code at once', handedIn('NOCODE', 1), { action: 'reject', category: 'NO_CODE' }],
  ['a code that is not there at all', handedIn(null, 1), { action: 'reject', category: 'NO_CODE' }],
  [
    'a wrong code',
    handedIn('WRONG', 9),
    { action: 'approve', reason: expect.stringMatching(/^wrong code, but/) },
  ],
  ['a wrong code at once', handedIn('WRONG', 1), { action: 'reject', category: 'BAD_CODE' }],
  ['one check failed', handedIn('MISSED', 9), { action: 'approve' }],
  ['a check failed at once', handedIn('MISSED', 1), { action: 'reject', category: 'FAILED_CHECK' }],
  ['what ran out of time', handedIn(null, 1, 'TIMED-OUT'), { action: 'leave' }],
  ['what was given back', handedIn(null, 1, 'RETURNED'), { action: 'leave' }],
])('%s', (_, submission, decision) => {
  const decided = review(submission, expected)
  expect(decided).toMatchObject(decision)
  // Prolific wants at least so much to be said to whom it rejects.
  if (decided.action === 'reject') expect(decided.message!.length).toBeGreaterThanOrEqual(100)
})
