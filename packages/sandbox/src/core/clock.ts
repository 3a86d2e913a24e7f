/** Virtual time: milliseconds since 1970, its text on the wire, and durations as people write them. */
export { now } from './settings.ts'

/** Where a seeded world begins unless told otherwise: a Monday, 09:00 UTC. */
export const SEEDED_START = Date.UTC(2026, 0, 5, 9)

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The machine's time. Nothing outside `core/` may ask for it. */
export const machineTime = (): number => Date.now()

/** `2026-01-05T09:00:00.000000Z`: microseconds and Z, as Prolific writes moments. */
export function iso(at: number): string {
  if (at !== written.at) written = { at, text: `${new Date(at).toISOString().slice(0, -1)}000Z` }
  return written.text
}

/** The last moment that was written: in virtual time the next one is often the same. */
let written = { at: Number.NaN, text: '' }

/** Milliseconds of an ISO text (a text without zone is UTC), or undefined if it is none. */
export function parseMoment(text: string): number | undefined {
  const match = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
    text,
  )
  if (!match) return undefined
  const dated = text.length === 10 ? `${text}T00:00Z` : match[1] ? text : `${text}Z`
  const at = Date.parse(dated.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at) ? undefined : at
}

const UNITS: readonly [RegExp, number][] = [
  [/^(ms|milliseconds?)$/, 1],
  [/^(s|secs?|seconds?)$/, SECOND],
  [/^(m|mins?|minutes?)$/, MINUTE],
  [/^(h|hrs?|hours?)$/, HOUR],
  [/^(d|days?)$/, DAY],
  [/^(w|weeks?)$/, 7 * DAY],
]

/** A span of time: milliseconds, or words such as `'2 hours'`, `'90 min'`, `'1 day 12 hours'`. */
export type Duration = number | string

/** Whole milliseconds of a duration. Throws on what it cannot read, and on negative or endless spans. */
export function duration(value: Duration): number {
  const total = typeof value === 'string' ? words(value) : value
  if (typeof total !== 'number' || !Number.isFinite(total) || total < 0) {
    throw new TypeError(
      `Not a duration: ${JSON.stringify(value)}. Give milliseconds, or words such as '90 min', '2 hours' or '21 days'`,
    )
  }
  return Math.round(total)
}

function words(text: string): number | undefined {
  const parts = text.trim().toLowerCase()
  if (!/^(\d+(\.\d+)?\s*[a-z]+[\s,]*)+$/.test(parts)) return undefined
  let total = 0
  for (const [, amount, unit] of parts.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const size = UNITS.find(([names]) => names.test(unit!))?.[1]
    if (size === undefined) return undefined
    total += Number(amount) * size
  }
  return total
}
