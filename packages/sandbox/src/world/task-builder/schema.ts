/** What the fields of a dataset may be, and whether a record has them. */
import type { DatasetSchema } from 'prolific-kit/contract'
import type { FieldErrors } from '../refusals.ts'
import { FIELD_TYPES, unlessOneOf } from './choices.ts'
import type { DataRecord, Value } from './rows.ts'

const MOST_FIELDS = 200
const LONGEST_KEY = 128

/** What is wrong with a schema. */
export function schemaErrors({ fields }: DatasetSchema): FieldErrors {
  const keys = Object.keys(fields)
  const complaints: string[] = []
  if (keys.length > MOST_FIELDS) {
    complaints.push(`A schema may have up to ${MOST_FIELDS} fields, not ${keys.length}.`)
  }
  const bad = keys.find((key) => key.length < 1 || key.length > LONGEST_KEY)
  if (bad !== undefined) {
    complaints.push(`The key of a field has 1 to ${LONGEST_KEY} characters, not ${bad.length}.`)
  }
  if (keys.filter((key) => fields[key]!.type === 'task_group_id').length > 1) {
    complaints.push('Only one field can be of the type task_group_id.')
  }
  complaints.push(...keys.flatMap((key) => unlessOneOf(FIELD_TYPES, `fields.${key}.type`, fields[key]!.type)))
  return complaints.length > 0 ? { schema: complaints } : {}
}

/** The field that names the task groups. */
export const groupField = (schema: DatasetSchema | null): string | undefined =>
  Object.keys(schema?.fields ?? {}).find((key) => schema!.fields[key]!.type === 'task_group_id')

export interface FieldFault {
  readonly field: string
  readonly reason: string
}

/** A record in the form of a schema: its values, with null for a field that does not fit, and what does not. */
export function fitted(
  schema: DatasetSchema,
  record: DataRecord,
): { values: DataRecord; faults: readonly FieldFault[] } {
  const values: Record<string, Value> = {}
  const faults: FieldFault[] = []
  for (const [key, { type }] of Object.entries(schema.fields)) {
    const value = Object.hasOwn(record, key) ? record[key]! : undefined
    if (value === undefined) {
      if (schema.strict) faults.push({ field: key, reason: 'This field is required.' })
      continue
    }
    const reason = reasonAgainst(type, value)
    if (reason !== undefined) faults.push({ field: key, reason })
    values[key] = reason === undefined ? value : null
  }
  return { values, faults }
}

function reasonAgainst(type: string, value: Value): string | undefined {
  if (value === null || type === 'metadata') return undefined
  if (type.endsWith('_url')) {
    if (typeof value === 'string' && /^https?:\/\/[^\s/]+\S*$/i.test(value) && URL.canParse(value)) {
      return undefined
    }
    return 'Enter a valid URL.'
  }
  return typeof value === 'boolean' ? 'This must be a text or a number.' : undefined
}
