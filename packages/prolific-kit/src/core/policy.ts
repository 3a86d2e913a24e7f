import type { OnDrift } from './drift.ts'
import { ProlificError } from './errors.ts'

/** Every number of the client's behaviour, in one place. Times are milliseconds unless said. */
export const POLICY = {
  /** Time of one call, from the call to the parsed answer, retries and waits included. */
  timeout: 60_000,
  /** Longest time of one call; a timer cannot count further. */
  longestTimeout: 2 ** 31 - 1,
  retries: {
    /** How often an attempt is repeated. */
    limit: 2,
    /** Wait before the first repetition; it doubles each time. */
    base: 500,
    /** Longest wait of our own choosing. */
    cap: 8_000,
    /** A wait is multiplied by a number between this and 1, so that clients do not return together. */
    jitter: 0.5,
    /** Longest wait that a server may ask for; beyond it the error is thrown with the time in it. */
    longestRetryAfter: 60_000,
    /** Answers after which a call that may be repeated is. */
    statuses: [408, 429, 500, 502, 503, 504] as readonly number[],
    /** Calls that are never repeated, not even when nothing was sent: a second payment is the worst that can happen. */
    never: ['bonuses.pay'] as readonly string[],
  },
  limits: {
    /** Requests under way at once. */
    concurrency: 10,
    /** After a 429 the number of requests under way is halved; so many good answers raise it by one again. */
    recovery: 20,
  },
  pages: {
    /** Rows asked for at once; 100 is accepted everywhere. */
    size: 100,
    /** Pages whose rows are remembered, to drop rows that come twice. */
    remembered: 4,
    /** Pages in a row that bring no new row, before a list whose links still lead on is taken for ended. */
    fruitless: 3,
  },
  drift: {
    /** Unknown fields of one object that are told by name; an object with more is keyed by data. */
    names: 20,
  },
  /** Bytes that an answer may have, unpacked: more than any page or export, less than what ends a process. */
  maxResponseBytes: 256 * 1024 * 1024,
  /** Most rows of one bonus set-up, as Prolific recommends. */
  bonusRows: 200,
  /** Bonuses beyond either are refused unless the caller allows them by name: they look like pence for pounds. */
  plausibleBonus: {
    /** So many times the study's reward. */
    timesReward: 100,
    /** Minor units for one line. */
    ceiling: 100_00,
  },
} as const

/** How a client repeats failed attempts. */
export interface RetrySettings {
  /** How often an attempt is repeated; 0 never. */
  limit: number
  /** Milliseconds before the first repetition. */
  base: number
  /** Most milliseconds between two attempts. */
  cap: number
}

/** The settings of a client or call, with the defaults filled in. */
export function retrySettings(given: number | Partial<RetrySettings> = {}): RetrySettings {
  mustBe(typeof given === 'number' || typeof given === 'object', 'retries', 'a number or an object', given)
  const own = typeof given === 'number' ? { limit: given } : given
  const { limit = POLICY.retries.limit, base = POLICY.retries.base, cap = POLICY.retries.cap } = own
  mustBe(Number.isInteger(limit) && limit >= 0, 'retries', 'a whole number, 0 or more', limit)
  mustBe(isBetween(base, 0), 'retries.base', 'milliseconds, 0 or more', base)
  mustBe(isBetween(cap, 0), 'retries.cap', 'milliseconds, 0 or more', cap)
  return { limit, base, cap }
}

/** The time of a call, or an error if there is none such. */
export function timeoutSetting(given: number = POLICY.timeout): number {
  const { longestTimeout } = POLICY
  mustBe(
    isBetween(given, Number.MIN_VALUE, longestTimeout),
    'timeout',
    `milliseconds, above 0, at most ${longestTimeout}`,
    given,
  )
  return given
}

/** The number of requests that may be under way at once, or an error if there is none such. */
export function concurrencySetting(given: number = POLICY.limits.concurrency): number {
  mustBe(Number.isInteger(given) && given >= 1, 'concurrency', 'a whole number, 1 or more', given)
  return given
}

/** Who is told of drift, or an error if that cannot be called: nobody would notice. */
export function driftSetting(given: OnDrift | undefined): OnDrift | undefined {
  mustBe(given === undefined || typeof given === 'function', 'onDrift', 'a function', given)
  return given
}

/** The bytes that an answer may have, or an error if there is no such number. */
export function responseLimit(given: number = POLICY.maxResponseBytes): number {
  mustBe(Number.isSafeInteger(given) && given >= 1, 'maxResponseBytes', 'a whole number, 1 or more', given)
  return given
}

const isBetween = (given: unknown, least: number, most = Number.MAX_VALUE): boolean =>
  typeof given === 'number' && given >= least && given <= most

function mustBe(right: boolean, option: string, what: string, given: unknown): void {
  if (!right) throw new ProlificError(`The option ${option} must be ${what}, not ${String(given)}`)
}
