/** What of a study decides what is published: what its researcher said, and nothing that moves by itself. */
import type { Study } from 'prolific-kit'

/** Fields that a draft can have from its researcher. Counts, dates, statuses and averages are not among them. */
const FIELDS = [
  'name',
  'internal_name',
  'description',
  'external_study_url',
  'is_external_study_url_secure',
  'prolific_id_option',
  'completion_codes',
  'total_available_places',
  'estimated_completion_time',
  'maximum_allowed_time',
  'reward',
  'project',
  'workspace',
  'publish_at',
  'filters',
  'filter_set_id',
  'filter_set_version',
  'eligibility_requirements',
  'naivety_distribution_rate',
  'device_compatibility',
  'peripheral_requirements',
  'submissions_config',
  'study_type',
  'study_labels',
  'content_warnings',
  'content_warning_details',
  'privacy_notice',
  'metadata',
  'credential_pool_id',
  'is_custom_screening',
  'access_details',
  'data_collection_method',
  'data_collection_id',
  'data_collection_metadata',
] as const satisfies readonly (keyof Study)[]

/** Fields of a study that come from its researcher and have a value, in a fixed order: see `contentOf`. */
export type StudyContent = Readonly<Record<string, unknown>>

/**
 * What a study's researcher has said of it: all that people see of it and all that it costs, without counts, dates,
 * averages and status. Compare it to know whether a study is still the one that somebody looked at.
 */
export function contentOf(study: Study): StudyContent {
  const values: Readonly<Record<string, unknown>> = { ...study }
  return Object.fromEntries(
    FIELDS.filter((name) => !isNothing(values[name])).map((name) => [name, values[name]]),
  )
}

/** An answer may leave out what is empty, and tell it another time. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What became otherwise, field by field, for people. */
export function changesBetween(before: StudyContent, after: StudyContent): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .map((name) => `${name} was ${shown(before[name])} and is ${shown(after[name])}`)
}

const LONGEST = 80

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = canonical(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** JSON in which the order of fields does not matter, nor whether a field without value is told. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}
