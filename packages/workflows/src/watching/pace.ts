/** When to look at a study again. */

/** Every so many looks all submissions are listed, since two changes may leave the counts as they were. */
export const WHOLE_EVERY = 10
/** A study where nothing happens is looked at so many times less often, at most. */
const SLOWEST = 8
/** Nobody comes to a study that stands so, and reviews tell themselves by events. */
const STILL = new Set(['UNPUBLISHED', 'SCHEDULED', 'COMPLETED'])

/**
 * Milliseconds until the next sweep: `every` while things change, twice as long after each sweep that found nothing,
 * up to eight times as long.
 */
export function pause(every: number, quiet: number, status: string): number {
  return every * (STILL.has(status) ? SLOWEST : Math.min(2 ** quiet, SLOWEST))
}

/** Whether the counts that Prolific tells differ from those of the rows that are kept. */
export function countsDiffer(
  told: Readonly<Record<string, number | undefined>>,
  kept: ReadonlyMap<string, number>,
): boolean {
  const statuses = new Set([...Object.keys(told), ...kept.keys()])
  statuses.delete('TOTAL')
  return [...statuses].some((status) => (told[status] ?? 0) !== (kept.get(status) ?? 0))
}
