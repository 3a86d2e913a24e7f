/** Tells somebody who must change nothing: what it throws or rejects with is dropped, and nobody waits for it. */
export function unheeded(tell: () => unknown): void {
  try {
    Promise.resolve(tell()).catch(() => {})
  } catch {}
}
