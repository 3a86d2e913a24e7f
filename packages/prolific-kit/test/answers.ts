import type fc from 'fast-check'
import type { InputSchema, Inputs } from '../src/core/input-schema.ts'
import { valid } from './inputs.ts'

/** Answers that a schema describes, with none but known values. */
export const described = (schema: InputSchema, $defs: Inputs['$defs']): fc.Arbitrary<unknown> =>
  valid(closed(schema), closed($defs))

/** Open lists of values as closed ones, and text for what may be anything. */
function closed<T>(schemas: T): T {
  return JSON.parse(JSON.stringify(schemas), (_, one) => {
    if (!one?.examples) return one?.constructor === Object && Object.keys(one).length === 0 ? TEXT : one
    const { examples, ...schema } = one
    return { ...schema, enum: [schema.type].flat().includes('null') ? [...examples, null] : examples }
  })
}

const TEXT: InputSchema = { type: 'string' }
