import { type Prolific, ProlificAmbiguousResultError, ProlificValidationError } from 'prolific-kit'
import { chunks } from './chunks.ts'

/** Prolific advises no more ids in one request. */
export const MOST_IDS = 1000
/** Refusals in a row, without a request that was taken, after which it is about something else than single ids. */
const MOST_REFUSALS = 16

/** What became of the wish to approve one submission. */
export interface AskedApproval {
  id: string
  /**
   * `asked`: Prolific said that it will approve it. `refused`: this one id was refused. `unknown`: the answer was lost.
   * `not asked`: nothing was sent for it. `failed`: the request failed for another reason, and nothing was approved.
   */
  result: 'asked' | 'refused' | 'failed' | 'unknown' | 'not asked'
  /** Why it failed or is unknown. */
  error?: Error
}

export interface BulkApproveOptions {
  /** Ids in one request; 1,000 at most, which is what is taken if it is not said. */
  size?: number
  /** Once it is aborted, no further request is made. */
  signal?: AbortSignal | undefined
  /** Is told of each request's outcome before the next one is made. */
  onOutcome?: (outcomes: readonly AskedApproval[]) => Promise<void> | void
}

/**
 * Asks for approval of submissions, so many at a time, one request after another. Prolific refuses a request whole
 * if one of its ids is wrong by now: then it is halved until that one is found. Never throws for what a request meets:
 * what was asked for and what was not is in the outcomes.
 */
export async function approveInBulk(
  client: Prolific,
  ids: readonly string[],
  { size = MOST_IDS, signal, onOutcome }: BulkApproveOptions = {},
): Promise<AskedApproval[]> {
  const outcomes: AskedApproval[] = []
  const tell = async (of: readonly string[], result: AskedApproval['result'], error?: Error) => {
    const told = of.map((id) => ({ id, result, ...(error && { error }) }))
    outcomes.push(...told)
    if (told.length) await onOutcome?.(told)
  }
  const waiting = chunks(ids, size)
  let refusals = 0
  for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
    if (signal?.aborted) {
      await tell([...chunk, ...waiting.splice(0).flat()], 'not asked')
      break
    }
    const error = await asked(client, chunk)
    const isRefused = error instanceof ProlificValidationError && ++refusals <= MOST_REFUSALS
    if (!error) {
      refusals = 0
      await tell(chunk, 'asked')
    } else if (isRefused && chunk.length > 1) waiting.unshift(...chunks(chunk, Math.ceil(chunk.length / 2)))
    else if (isRefused) await tell(chunk, 'refused', error)
    else {
      await tell(chunk, error instanceof ProlificAmbiguousResultError ? 'unknown' : 'failed', error)
      // Whatever it was, the next request would most likely meet it too.
      await tell(waiting.splice(0).flat(), 'not asked')
    }
  }
  return outcomes
}

async function asked(client: Prolific, submission_ids: readonly string[]): Promise<Error | undefined> {
  try {
    await client.submissions.bulkApprove({ submission_ids })
    return undefined
  } catch (error) {
    return error as Error
  }
}
