import { describe, expect, it } from 'vitest'
import type { Effect } from './operation.ts'
import { studies } from './studies.ts'
import type { StudyChanges } from './study-changes.ts'
import { DEFAULT_REJECTION_MESSAGE } from './submission-constants.ts'
import { submissions } from './submissions.ts'

const effect = (entry: { effect: unknown }, input: object): Effect =>
  typeof entry.effect === 'function' ? entry.effect(input) : (entry.effect as Effect)

describe('what a call does to money', () => {
  it.each<[Omit<StudyChanges, 'id'>, Effect]>([
    [{ name: 'Reading', internal_name: null }, 'writes'],
    [{ reward: 200 }, 'spends'],
    [{ total_available_places: 30 }, 'spends'],
    [{ access_details: [{ external_url: 'https://example.org', total_allocation: 5 }] }, 'spends'],
    [{ access_details: null, data_collection_metadata: null }, 'writes'],
    [{ data_collection_metadata: { annotators_per_task: 3 } }, 'spends'],
    [{ completion_codes: [{ code: 'A', actions: [{ action: 'MANUALLY_REVIEW' }] }] }, 'writes'],
    [
      { completion_codes: [{ code: 'A', actions: [{ action: 'FIXED_SCREEN_OUT_PAYMENT', slots: 9 }] }] },
      'spends',
    ],
  ])('updating %j %s', (changes, expected) => {
    expect(effect(studies.update, { id: 's1', ...changes })).toBe(expected)
  })

  it.each([
    ['PUBLISH', 'spends'],
    ['START', 'spends'],
    ['SCHEDULE_PUBLISH', 'spends'],
    ['CANCEL_PUBLISH', 'writes'],
    ['PAUSE', 'writes'],
    ['STOP', 'writes'],
  ])('the study transition %s %s, by itself and as a method', (action, expected) => {
    expect(effect(studies.transition, { id: 's1', action })).toBe(expected)
    const view = Object.values(studies).find((entry) => entry.facts.fixed?.action === action)
    expect(view?.effect).toBe(expected)
  })

  it.each([
    ['APPROVE', 'spends'],
    ['COMPLETE', 'spends'],
    ['SCREEN_OUT', 'spends'],
    ['REJECT', 'writes'],
    ['UNREJECT', 'writes'],
    ['RETURN', 'writes'],
  ])('the submission transition %s %s', (action, expected) => {
    expect(effect(submissions.transition, { id: 'a1', action })).toBe(expected)
  })
})

it('every view of a transition goes where the transition goes, and may be repeated where it may', () => {
  for (const table of [studies, submissions]) {
    const views = Object.values(table).filter((entry) => entry.facts.fixed)
    expect(views.length).toBeGreaterThan(3)
    for (const view of views) {
      expect([view.verb, view.path]).toEqual([table.transition.verb, table.transition.path])
      expect(view.facts.repeatable).toBe(table.transition.facts.repeatable)
    }
  }
})

it('the message of a rejection without one is long enough for Prolific', () => {
  expect(DEFAULT_REJECTION_MESSAGE.length).toBeGreaterThanOrEqual(100)
  expect(submissions.reject.facts.defaults?.message).toBe(DEFAULT_REJECTION_MESSAGE)
})
