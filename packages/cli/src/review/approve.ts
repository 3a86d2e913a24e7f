import { type AskedApproval, approveInBulk, MOST_IDS } from '@prolific-kit/workflows'
import type { Session } from '../session.ts'
import type { Outcome } from './outcomes.ts'

/**
 * Asks for approval of submissions, so many at a time, one request after another. Never throws: what was asked for
 * and what was not is in the outcomes.
 */
export async function approveAll(
  { client, signal }: Pick<Session, 'client' | 'signal'>,
  ids: readonly string[],
  size = MOST_IDS,
): Promise<Outcome[]> {
  const asked = await approveInBulk(client, ids, { size, signal })
  return asked.map((one) => outcomeOf(one, signal.aborted))
}

function outcomeOf({ id, result, error }: AskedApproval, isAborted: boolean): Outcome {
  switch (result) {
    case 'asked':
      return { id, result: 'done', why: 'Prolific approves it within some minutes' }
    case 'unknown':
      return { id, result, why: LOST, ...(error && { error }) }
    case 'not asked':
      return {
        id,
        result: 'not done',
        why: isAborted ? 'stopped by Ctrl-C' : 'an earlier request failed',
      }
    default:
      return { id, result: 'failed', why: error?.message ?? 'it was refused', ...(error && { error }) }
  }
}

const LOST =
  'the answer was lost: run the same command again in ten minutes, and what is approved by then is passed over'
