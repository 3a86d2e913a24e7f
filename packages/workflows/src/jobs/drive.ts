import { ProlificRequestError } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Kind } from './kinds.ts'

const POLL = 50

/**
 * Does jobs of these kinds in this process, until what is waited for is there, whoever brings it there. The signal
 * ends the waiting; what is under way is finished first. A job that fails at something else than Prolific would fail for
 * ever, so its error is thrown.
 */
export async function drive<T>(
  { jobs, timing }: Pick<Context, 'jobs' | 'timing'>,
  kinds: readonly Kind[],
  found: () => Promise<T | undefined>,
  signal?: AbortSignal,
): Promise<T> {
  const there = await found()
  if (there !== undefined) return there
  let fault: unknown
  const worker = await jobs.work({
    kinds,
    resume: false,
    onFailure(error) {
      if (!(error instanceof ProlificRequestError)) fault ??= error
    },
  })
  try {
    for (;;) {
      if (fault) throw fault
      const answer = await found()
      if (answer !== undefined) return answer
      signal?.throwIfAborted()
      await timing.sleep(POLL, signal)
    }
  } finally {
    await worker.stop()
  }
}
