/** Who is kept out of a study for what they took part in, or by name. */
import type { Prolific, StudyFilter } from 'prolific-kit'
import { unlessRefused } from '../reading.ts'

export interface MustExclude {
  /** Ids of studies whose participants must be kept out. */
  studies?: readonly string[]
  /** Ids of groups whose members must be kept out. */
  groups?: readonly string[]
}

export interface Exclusions {
  /** Studies whose participants are kept out; `name` where it could be read. */
  studies: { id: string; name?: string }[]
  /** Groups whose members are kept out. */
  groups: { id: string; name?: string; participants?: number; is_deleted?: true }[]
  /** People who are kept out by their ids. */
  participants: string[]
}

/** The filters that keep people out, by what their values are ids of. */
export const BLOCKLISTS = {
  studies: 'previous_studies_blocklist',
  groups: 'participant_group_blocklist',
  participants: 'custom_blocklist',
} as const

/** Values of a list that every participant must pass: one that stands in an `or` keeps nobody out for sure. */
export function blockedBy(filters: readonly StudyFilter[], filter_id: string): string[] {
  const found = filters.flatMap((filter) => {
    if ('selected_filters' in filter)
      return filter.filter_id === 'and' ? blockedBy(filter.selected_filters, filter_id) : []
    return filter.filter_id === filter_id && 'selected_values' in filter ? filter.selected_values : []
  })
  return [...new Set(found)]
}

/** Names are read of so many studies and groups; of more, the ids must do. */
const MOST_NAMES = 20

export async function exclusionsOf(
  client: Prolific,
  filters: readonly StudyFilter[],
  signal?: AbortSignal,
): Promise<Exclusions> {
  const [studies, groups] = await Promise.all([
    Promise.all(
      blockedBy(filters, BLOCKLISTS.studies).map(async (id, i) => {
        const read = i < MOST_NAMES && (await unlessRefused(client.studies.retrieve({ id }, { signal })))
        return { id, ...(read && { name: read.internal_name || read.name }) }
      }),
    ),
    Promise.all(
      blockedBy(filters, BLOCKLISTS.groups).map(async (id, i) => {
        const read =
          i < MOST_NAMES && (await unlessRefused(client.participantGroups.retrieve({ id }, { signal })))
        if (!read) return { id }
        const { name, participant_count, is_deleted } = read
        return {
          id,
          name,
          ...(participant_count !== undefined && { participants: participant_count }),
          ...(is_deleted && { is_deleted: true as const }),
        }
      }),
    ),
  ])
  return { studies, groups, participants: blockedBy(filters, BLOCKLISTS.participants) }
}

/** Those who must be kept out and are not, in sentences. */
export function missingFrom(
  { studies, groups }: Exclusions,
  { studies: wantedStudies = [], groups: wantedGroups = [] }: MustExclude,
): string[] {
  const missing = (wanted: readonly string[], there: readonly { id: string }[]) =>
    wanted.filter((id) => !there.some((one) => one.id === id))
  return [
    ...missing(wantedStudies, studies).map(
      (id) => `Participants of study ${id} are not kept out: add it with excludeParticipantsOf.`,
    ),
    ...missing(wantedGroups, groups).map(
      (id) => `Members of group ${id} are not kept out: add it with excludeParticipantsOf.`,
    ),
  ]
}
