/** Approving in bulk for an agent: one submission that spoils a request does not keep the others from being paid. */
import type { AskedApproval } from '@prolific-kit/workflows'
import type { Made } from './carry-out.ts'
import type { Desk } from './desk.ts'

/** Asks for the approval of submissions that a person has approved, and tells of each that was not asked for. */
export async function approve(desk: Desk, ids: readonly string[]): Promise<Made> {
  const { approveInBulk } = await import('@prolific-kit/workflows')
  // A request that is refused is halved: of so many submissions there are fewer than twice as many parts.
  const grants = Array.from({ length: 2 * ids.length }, () => 'submissions.bulkApprove' as const)
  const all = await desk.granting(grants, () => approveInBulk(desk.client, ids))
  const others = all.filter(({ result }) => result !== 'asked')
  const asked = all.length - others.length
  const answer = { asked, of: all.length }
  if (others.length === 0) return { answer }
  return {
    ...(asked && { answer }),
    outcome: others.some(({ result }) => result === 'unknown') ? 'not known' : 'failed',
    why: `${asked} of ${all.length} are approved within some minutes. ${[...reasons(others)].join(' ')}`,
  }
}

/** A sentence for each reason, with the submissions that it is about. */
function* reasons(others: readonly AskedApproval[]): Generator<string> {
  const texts = others.map(({ result, error }) => {
    const why = error ? `: ${error.message.replace(/\.$/, '')}` : ''
    return result === 'unknown'
      ? `not known${why}. Look at them in ten minutes, and ask for what is not approved by then`
      : `${result}${why}`
  })
  for (const text of new Set(texts)) {
    const ids = others.flatMap(({ id }, at) => (texts[at] === text ? [id] : []))
    yield `${ids.slice(0, MOST_NAMED).join(', ')}${ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : ''} ${text}.`
  }
}

const MOST_NAMED = 20
