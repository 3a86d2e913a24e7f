/** To which address of a Taskflow study new places go. */
import {
  type AccessDetail,
  type AccessDetailProgress,
  type Prolific,
  ProlificNotFoundError,
  type Study,
} from 'prolific-kit'
import { RefusedPlanError } from '../errors.ts'

/**
 * The new places of each address: one after another to the address with the fewest places free, or all to the one that
 * is named. Without figures of who was sent where, to the address with the fewest places.
 */
export function spread(
  addresses: readonly AccessDetail[],
  more: number,
  { progress = [], address }: { progress?: readonly AccessDetailProgress[]; address?: string | null } = {},
): AccessDetail[] {
  const rows = addresses.map(({ external_url, total_allocation }) => {
    const told = progress.find((one) => one.external_url === external_url)
    const taken = told ? (told.allocated ?? 0) - (told.capacity_increments ?? 0) : 0
    return { external_url, free: total_allocation - taken, more: 0 }
  })
  const open = address ? rows.filter(({ external_url }) => external_url === address) : rows
  if (open.length === 0)
    throw new RefusedPlanError(
      `${address} is no address of the study: those are ${addresses.map(({ external_url }) => external_url).join(', ')}.`,
    )
  for (let left = more; left > 0; left--) {
    const next = open.reduce((least, row) => (row.free + row.more < least.free + least.more ? row : least))
    next.more++
  }
  return rows
    .filter((row) => row.more > 0)
    .map((row) => ({ external_url: row.external_url, total_allocation: row.more }))
}

/** How the places of all addresses are told to Prolific: of a draft as they shall be, later as what comes on top. */
export async function allocations(
  client: Prolific,
  { id, access_details, status }: Study,
  more: number,
  address: string | null,
  signal?: AbortSignal,
): Promise<AccessDetail[] | undefined> {
  if (!access_details?.length) return undefined
  const isDraft = status === 'UNPUBLISHED' || status === 'SCHEDULED'
  const progress = isDraft ? [] : await progressOf(client, id, signal)
  const added = spread(access_details, more, { progress, address })
  if (!isDraft) return added
  const moreOf = (url: string) => added.find((one) => one.external_url === url)?.total_allocation ?? 0
  return access_details.map(({ external_url, total_allocation }) => ({
    external_url,
    total_allocation: total_allocation + moreOf(external_url),
  }))
}

async function progressOf(
  client: Prolific,
  id: string,
  signal?: AbortSignal,
): Promise<AccessDetailProgress[]> {
  try {
    return (await client.studies.retrieveAccessDetailsProgress({ id }, { signal })).progress
  } catch (error) {
    if (error instanceof ProlificNotFoundError) return []
    throw error
  }
}
