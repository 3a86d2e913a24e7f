/** Whether a study's address answers, as a participant's browser would find it. */
import type { Study } from 'prolific-kit'

export interface AddressVisit {
  /** With its placeholders, as the study has it. */
  address: string
  /** The status of the page in the end, or why participants would not reach it. */
  answers: { status: number } | { problem: string }
}

/** Milliseconds that an address may take in all. */
const PATIENCE = 10_000
const MOST_REDIRECTS = 5
const AT_ONCE = 4
/** An id as Prolific's are, and nobody's. */
const NOBODY = '0'.repeat(24)

/**
 * Visits addresses with harmless values for the placeholders: the study's own id, and ids of nobody. Redirects are
 * followed within http and https. Answers such as 401 of an address that Prolific signs are no problem: the visit has
 * no signature.
 */
export async function visitAll(
  addresses: readonly string[],
  study: Study,
  signal?: AbortSignal,
): Promise<AddressVisit[]> {
  const visits: AddressVisit[] = []
  for (let i = 0; i < addresses.length; i += AT_ONCE)
    visits.push(
      ...(await Promise.all(
        addresses.slice(i, i + AT_ONCE).map(async (address) => ({
          address,
          answers: await visit(filled(address, study.id), study, signal),
        })),
      )),
    )
  return visits
}

export const filled = (address: string, study: string): string =>
  address
    .replaceAll('{{%PROLIFIC_PID%}}', NOBODY)
    .replaceAll('{{%STUDY_ID%}}', study)
    .replaceAll('{{%SESSION_ID%}}', NOBODY)

async function visit(
  address: string,
  { is_external_study_url_secure: isSigned }: Study,
  signal: AbortSignal | undefined,
): Promise<AddressVisit['answers']> {
  const patience = AbortSignal.timeout(PATIENCE)
  const both = signal ? AbortSignal.any([signal, patience]) : patience
  try {
    let url = new URL(address)
    for (let redirects = 0; ; redirects++) {
      if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return { problem: `leads to ${url.protocol}, which is no page of the web.` }
      if (redirects > MOST_REDIRECTS) return { problem: `redirects more than ${MOST_REDIRECTS} times.` }
      const { status, headers, body } = await fetch(url, {
        redirect: 'manual',
        signal: both,
        headers: { 'User-Agent': 'prolific-kit (checks that the study answers)' },
      })
      // What the page says is not looked at.
      await body?.cancel()
      const location = headers.get('location')
      if (status >= 300 && status < 400 && location) url = new URL(location, url)
      else if (status < 400 || (isSigned && (status === 401 || status === 403))) return { status }
      else return { problem: `answers with status ${status}.` }
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (patience.aborted) return { problem: `did not answer within ${PATIENCE / 1000} seconds.` }
    return { problem: `cannot be reached: ${reasonOf(error)}.` }
  }
}

/** `fetch` says the reason only in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message || String((cause as { code?: string }).code) : message
}
