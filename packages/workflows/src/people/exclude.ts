/** Keeping out those who took part before. */
import type { Prolific, Study, StudyFilter } from 'prolific-kit'
import { RefusedPlanError } from '../errors.ts'
import { BLOCKLISTS, blockedBy, type MustExclude } from '../publishing/exclusions.ts'
import { DRAFT } from '../publishing/states.ts'

export interface ExclusionsFrom extends MustExclude {
  /** Id of the draft that they are kept out from. */
  from: string
}

/** What was done to the draft. */
export interface Excluded {
  study_id: string
  /** The filters that the draft has now. */
  filters: StudyFilter[]
  /** What it did not keep out before. */
  added: { studies: string[]; groups: string[] }
}

/** Filters that keep out whoever took part in these studies or is in these groups. For `filters` of a new study. */
export const exclusionFilters = (whom: MustExclude): StudyFilter[] => withExclusions([], whom)

/** Filters with those added that keep them out. What keeps them out already stays, so that twice is like once. */
export function withExclusions(
  filters: readonly StudyFilter[],
  { studies = [], groups = [] }: MustExclude,
): StudyFilter[] {
  return withList(withList(filters, BLOCKLISTS.studies, studies), BLOCKLISTS.groups, groups)
}

function withList(
  filters: readonly StudyFilter[],
  filter_id: string,
  wanted: readonly string[],
): StudyFilter[] {
  const there = new Set(blockedBy(filters, filter_id))
  const missing = [...new Set(wanted)].filter((id) => !there.has(id))
  if (missing.length === 0) return [...filters]
  const at = filters.findIndex((filter) => filter.filter_id === filter_id && 'selected_values' in filter)
  const list = filters[at]
  if (!list || !('selected_values' in list)) return [...filters, { filter_id, selected_values: missing }]
  return filters.with(at, { ...list, selected_values: [...list.selected_values, ...missing] })
}

/** Adds exclusions to a draft. */
export async function excludeFrom(
  client: Prolific,
  { from: id, studies = [], groups = [] }: ExclusionsFrom,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Excluded> {
  const draft = await client.studies.retrieve({ id }, { signal })
  const before = draft.filters ?? []
  const missing = (filter_id: string, wanted: readonly string[]) => {
    const there = new Set(blockedBy(before, filter_id))
    return [...new Set(wanted)].filter((one) => !there.has(one))
  }
  const added = { studies: missing(BLOCKLISTS.studies, studies), groups: missing(BLOCKLISTS.groups, groups) }
  if (added.studies.length + added.groups.length === 0) return { study_id: id, filters: [...before], added }
  mustBeOpen(draft)
  await mustBeOfProject(client, draft, added.studies, signal)
  const filters = withExclusions(before, { studies, groups })
  const after = await client.studies.update({ id, filters }, { signal })
  return { study_id: id, filters: [...(after.filters ?? filters)], added }
}

function mustBeOpen({ id, status, filter_set_id }: Study): void {
  if (!DRAFT.includes(status))
    throw new RefusedPlanError(
      `Study ${id} is ${status}, and the filters of a published study are frozen. What still works is a group that its filters name already: add people to that.`,
    )
  if (filter_set_id)
    throw new RefusedPlanError(
      `Study ${id} takes its filters from the filter set ${filter_set_id}: add the exclusion there, or take the set out of the study.`,
    )
}

/** Prolific keeps out the participants of studies of the same project only. */
async function mustBeOfProject(
  client: Prolific,
  { id, project }: Study,
  studies: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!project) return
  const read = await Promise.all(studies.map((one) => client.studies.retrieve({ id: one }, { signal })))
  const foreign = read.filter((one) => one.project !== undefined && one.project !== project)
  if (foreign.length)
    throw new RefusedPlanError(
      `Study ${id} is in project ${project}, and ${BLOCKLISTS.studies} takes only studies of the same project. Put the participants of the others into a group and exclude that: groups.ensure({ workspace_id, name, participants }), then excludeParticipantsOf({ from, groups }).`,
      foreign.map((one) => `${one.id} (${one.internal_name || one.name}) is in project ${one.project}`),
    )
}
