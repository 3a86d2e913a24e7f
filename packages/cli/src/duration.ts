import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds from `90s`, `5m`, `1.5h`. A bare number is refused: Prolific has times in minutes and in seconds. */
export function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/.exec(text.trim()) ?? []
  if (number === undefined) throw new InvalidArgumentError('Give a time with its unit: 90s, 5m, 2h or 1d.')
  return Number(number) * UNITS[unit!]!
}

/** A length of time for people: `2 h 05 m`, `12 m`, `40 s`. */
export function spelled(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 100) return `${minutes} m`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} m`
  return `${Math.round(hours / 24)} d`
}
