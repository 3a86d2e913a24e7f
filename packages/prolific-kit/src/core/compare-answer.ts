import type { DriftDifference } from './drift.ts'
import type { InputSchema, Inputs } from './input-schema.ts'

export const ABSENT = 'absent'

/** How an answer, or a part of it at `path`, differs from its schema. Formats and bounds are not compared. */
export function compareAnswer(
  value: unknown,
  schema: InputSchema,
  $defs: Inputs['$defs'],
  path = '',
): DriftDifference[] {
  return new Comparison($defs).of(value, schema, path)
}

class Comparison {
  readonly #defs: Inputs['$defs']

  constructor($defs: Inputs['$defs']) {
    this.#defs = $defs
  }

  of(value: unknown, given: InputSchema, path: string): DriftDifference[] {
    const schema = this.#resolve(given)
    const types = this.#typesOf(schema)
    if (types.length > 0 && !types.some((type) => hasType(value, type)))
      return [{ path, kind: 'type', expected: types.join(' | '), found: typeOf(value) }]
    const branches = schema.anyOf ?? schema.oneOf
    if (branches) return this.#branches(value, branches, schema.discriminator?.propertyName, path)
    if (Array.isArray(value)) return this.#items(value, schema, path)
    if (isObject(value)) return this.#fields(value, schema, path)
    // Known texts say nothing of a number that may stand in their place.
    const known = knownValues(schema)
    const isKnown = known.includes(value) || !known.some((one) => typeof one === typeof value)
    return isKnown ? [] : [{ path, kind: 'value', expected: known.join(' | '), found: typeOf(value) }]
  }

  #items(value: readonly unknown[], { prefixItems = [], items }: InputSchema, path: string) {
    return value.flatMap((item, i) => {
      const own = prefixItems[i] ?? items
      return own ? this.of(item, own, `${path}[]`) : []
    })
  }

  #fields(
    value: Record<string, unknown>,
    { properties, required = [], additionalProperties }: InputSchema,
    path: string,
  ): DriftDifference[] {
    // Of an object without a described field nothing is known.
    if (!properties && !additionalProperties) return []
    const missing = required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => this.#missing(properties?.[name] ?? {}, at(path, name)))
    const inside = Object.entries(value).flatMap(([name, inner]): DriftDifference[] => {
      if (properties && Object.hasOwn(properties, name))
        return this.of(inner, properties[name]!, at(path, name))
      if (additionalProperties) return this.of(inner, additionalProperties, at(path, '*'))
      return [{ path: at(path, shown(name)), kind: 'unknown', expected: ABSENT, found: typeOf(inner) }]
    })
    return [...missing, ...inside]
  }

  /** The differences from the branch that the discriminator names, else from the one that fits best. */
  #branches(value: unknown, branches: readonly InputSchema[], key: string | undefined, path: string) {
    const resolved = branches.map((branch) => this.#resolve(branch))
    if (key !== undefined && isObject(value)) return this.#named(value, resolved, key, path)
    let best: DriftDifference[] | undefined
    for (const branch of resolved) {
      if (!this.#takes(value, branch)) continue
      const differences = this.of(value, branch, path)
      if (differences.length < (best?.length ?? Number.POSITIVE_INFINITY)) best = differences
    }
    return best ?? []
  }

  /** A kind of object that is not known yet is told as such: of its fields nothing is known. */
  #named(value: Record<string, unknown>, branches: readonly InputSchema[], key: string, path: string) {
    const tags = branches.map(({ properties = {} }) => this.#resolve(properties[key] ?? {}).const)
    if (!Object.hasOwn(value, key)) return [this.#missing({ enum: tags }, at(path, key))]
    const branch = branches[tags.indexOf(value[key])]
    return branch ? this.of(value, branch, path) : this.of(value[key], { enum: tags }, at(path, key))
  }

  #missing(schema: InputSchema, path: string): DriftDifference {
    const expected = this.#typesOf(this.#resolve(schema)).join(' | ') || 'anything'
    return { path, kind: 'missing', expected, found: ABSENT }
  }

  #takes(value: unknown, schema: InputSchema): boolean {
    const types = this.#typesOf(schema)
    return types.length === 0 || types.some((type) => hasType(value, type))
  }

  /** The types that a schema allows; none, if it allows everything. */
  #typesOf(schema: InputSchema): string[] {
    if (schema.type !== undefined) return [schema.type].flat() as string[]
    const branches = (schema.anyOf ?? schema.oneOf)?.map((one) => this.#typesOf(this.#resolve(one)))
    if (branches) return branches.some((types) => types.length === 0) ? [] : [...new Set(branches.flat())]
    const known = knownValues(schema)
    return [...new Set(known.map(typeOf))]
  }

  #resolve(schema: InputSchema): InputSchema {
    if (schema.$ref === undefined) return schema
    return this.#resolve(this.#defs[schema.$ref.slice('#/$defs/'.length)] ?? {})
  }
}

/** The only value, all of them, or those of an open list that are known. */
const knownValues = ({ enum: values, examples, ...schema }: InputSchema): readonly unknown[] =>
  'const' in schema ? [schema.const] : (values ?? examples ?? [])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function typeOf(value: unknown): string {
  if (value === undefined) return ABSENT
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

const hasType = (value: unknown, type: string): boolean =>
  typeOf(value) === type || (type === 'number' && typeof value === 'number')

const at = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/** The ids of Prolific, of which a few have hardly a digit. */
const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,})$/i

/**
 * The name of a field that nobody knows, if it reads like one. Ids and addresses do not: an object may be keyed by
 * them, and they are of persons.
 */
function shown(name: string): string {
  const digits = name.replace(/\D/g, '').length
  return /^[a-z_$][\w$-]{0,63}$/i.test(name) && digits <= 4 && !ID.test(name) ? name : '*'
}
