import type { DataRule } from './rules.ts'

/**
 * Rules of a careful researcher, the participant's good faith first: who has the right code, or whose work your own
 * records have, is approved. Nobody is rejected: what is odd is left for a person. They make more of it the more your
 * records know, and are a beginning for rules of your own.
 */
export const CAREFUL_RULES: readonly DataRule[] = [
  {
    name: 'return asked for',
    when: { returnRequested: true },
    then: { action: 'leave', reason: 'a return was asked for: the participant answers, or you decide' },
  },
  {
    name: 'failed check',
    when: { codeTypes: ['FAILED_ATTENTION_CHECK'] },
    then: { action: 'leave', reason: 'its code says that a check was failed: look at the answers yourself' },
  },
  {
    name: 'did not fit',
    when: { codeTypes: ['SCREENED_OUT', 'FIXED_SCREENOUT', 'INCOMPATIBLE_DEVICE', 'NO_CONSENT'] },
    then: {
      action: 'leave',
      reason: 'its code says that it did not fit: pay for the time, or ask for a return',
    },
  },
  {
    name: 'exceptionally fast',
    when: { maxTime: '20%' },
    then: { action: 'leave', reason: 'took less than a fifth of the estimate: look at the answers yourself' },
  },
  {
    name: 'right code',
    when: { codes: 'completed' },
    then: { action: 'approve', reason: 'right code' },
  },
  {
    name: 'work without code',
    when: { finished: true },
    then: {
      action: 'approve',
      reason: 'no code or a wrong one, but your records say finished: the work counts',
    },
  },
  {
    name: 'nothing there',
    when: { codes: false, inRecords: false },
    then: {
      action: 'ask_for_return',
      reason: 'no code, and nothing in your records',
      message:
        'We found neither a completion code nor any data of yours. Please return it, or write to us if you took part.',
    },
  },
  {
    name: 'finished before handing in',
    when: { status: ['ACTIVE', 'RESERVED'], finished: true },
    then: { action: 'approve', reason: 'your records say finished: waits until it is handed in' },
  },
  {
    name: 'used and not paid',
    when: { status: ['TIMED-OUT', 'RETURNED'], finished: true, paid: false },
    then: {
      action: 'pay_part',
      percentage: 100,
      reason: 'your records say finished, and it can no longer be approved: its work is paid by a bonus',
    },
  },
]
