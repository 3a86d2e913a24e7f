/** Which of two reads of the same thing may stand, when nobody can say when the server looked. */

/** What a read that ended does to what is kept: it replaces it, it agrees with it, or only another read can tell. */
export type Verdict = 'replace' | 'agree' | 'unclear'

/**
 * A read shows the world at some moment between its beginning and its end. It is newer for certain if it began after
 * the one that is kept had ended; where the two overlap and differ, either may be the newer one.
 *
 * @param began number of the look, taken before it was sent.
 * @param readUntil number at which the read that is kept was written; undefined if nothing is kept.
 */
export function verdict(began: number, readUntil: number | undefined, isSame: boolean): Verdict {
  if (isSame) return 'agree'
  return readUntil === undefined || began > readUntil ? 'replace' : 'unclear'
}
