/** What the sandbox takes from older clients, by default: their inputs in the words of today's description. */
import type { RouteName } from 'prolific-kit/contract'
import type { Tolerance } from '../core/handler.ts'

/** Stands for "wherever": the handlers then look at what else the client says. */
export const ANYWHERE = ''

/** A list of one where a single value belongs: Mephisto sends its rejection category so. */
const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

const without = (input: Readonly<Record<string, unknown>>, ...fields: string[]) =>
  Object.fromEntries(Object.entries(input).filter(([field]) => !fields.includes(field)))

const withoutNull = (input: Readonly<Record<string, unknown>>, field: string) =>
  input[field] === null ? without(input, field) : input

/** Python writes `True`; the check of a query takes a boolean as it is. */
const truth = (value: unknown): unknown =>
  typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value

/** Groups belong to workspaces now; older clients name a project, or nothing at all. */
const inProject: Tolerance = (input) =>
  input.workspace_id === undefined && input.organisation_id === undefined
    ? { ...without(input, 'project_id'), workspace_id: ANYWHERE }
    : input

const BY_HAND = [{ action: 'MANUALLY_REVIEW' }]

/** What examples of Prolific's own clients still have: one code without a list, codes without actions, an older name of batches. */
const asNewStudy: Tolerance = (input) => {
  const { completion_code: code, completion_codes: codes } = input
  return {
    ...input,
    ...(typeof code === 'string' &&
      codes === undefined && { completion_codes: [{ code, code_type: 'COMPLETED', actions: BY_HAND }] }),
    ...(Array.isArray(codes) && {
      completion_codes: codes.map((one) =>
        isRecord(one) ? { actions: one.code === null ? [] : BY_HAND, ...one } : one,
      ),
    }),
    ...(input.data_collection_method === 'DC_TOOL' && { data_collection_method: 'AI_TASK_BUILDER_BATCH' }),
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const tolerances: Readonly<Partial<Record<RouteName, Tolerance>>> = {
  // `+00:00` in an address that was not encoded arrives as ` 00:00`
  'messages.list': (input) =>
    typeof input.created_after === 'string'
      ? { ...input, created_after: input.created_after.replace(/(T.*) (\d\d:\d\d)$/, '$1+$2') }
      : input,

  'submissions.transition': (input) =>
    'rejection_category' in input
      ? { ...input, rejection_category: single(input.rejection_category) }
      : input,

  'participantGroups.list': (input) => {
    const { is_active: active = input.active } = input
    const wanted = without(input, 'is_active')
    return inProject({ ...wanted, ...(active !== undefined && { active: truth(active) }) })
  },

  'participantGroups.create': inProject,

  'eligibilityRequirements.countParticipants': (input) => ({ filters: [], ...input }),

  'studies.create': asNewStudy,

  // a project or a study that was read and is sent back whole has nulls where an input has nothing
  'projects.update': (input) => withoutNull(input, 'public_details'),
  'studies.update': (input) => withoutNull(input, 'publish_at'),
}
