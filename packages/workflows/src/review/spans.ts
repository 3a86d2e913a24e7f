const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of `90s`, `5m`, `1.5h`, `2d`, or of a part of an estimate as `25%`; nothing, if it is none of these. */
export function spanOf(text: string, estimate: number): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(s|m|h|d|%)$/.exec(text.trim()) ?? []
  if (number === undefined) return undefined
  return unit === '%' ? (Number(number) / 100) * estimate : Number(number) * UNITS[unit!]!
}

/** A length of time for people: `12 m`, `40 s`. */
export function spelledSpan(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} m`
}
