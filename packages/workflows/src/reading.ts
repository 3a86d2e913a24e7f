/** What is read beside the matter itself: it may be kept from you, which is no reason to do nothing. */
import {
  type Currency,
  Money,
  type Prolific,
  ProlificNotFoundError,
  ProlificPermissionError,
  ProlificValidationError,
  type Study,
} from 'prolific-kit'
import { RefusedPlanError } from './errors.ts'

/** What a call answers; nothing, where it is refused. */
export async function unlessRefused<T>(call: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    // That of a field which the client does not know too, such as a filter of tomorrow.
    if (error instanceof ProlificValidationError) return undefined
    if (error instanceof ProlificPermissionError || error instanceof ProlificNotFoundError) return undefined
    throw error
  }
}

/** The currency of a study, from its code. Throws `RefusedPlanError` where it is neither of the two. */
export function currencyOf(code: string | null | undefined, study: string): Currency {
  if (code === 'GBP' || code === 'USD') return code
  throw new RefusedPlanError(`It could not be learnt in which currency study ${study} pays.`)
}

/** The workspace whose wallet pays for a study; nothing, where that is not told. */
export async function workspaceOf(
  client: Prolific,
  { workspace, project }: Pick<Study, 'workspace' | 'project'>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (workspace) return workspace
  if (!project) return undefined
  return (await unlessRefused(client.projects.retrieve({ project_id: project }, { signal })))?.workspace
}

/** An amount of the API, in minor units with at most two decimals. */
export const minor = (amount: number, currency: Currency): Money =>
  Money.fromMinorUnits(amount.toFixed(2), currency)
