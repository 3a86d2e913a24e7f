import { Money } from '../money.ts'
import { type Checks, checkBranches } from './branches.ts'
import type { InputSchema, Inputs } from './input-schema.ts'
import { isMoment } from './moment.ts'
import { nearest } from './nearest.ts'
import { MISSING, type Problem, UNKNOWN } from './problem.ts'
import { describeTypes, kind, oneOf, show } from './wording.ts'

/** Says what is wrong with an input; nothing, if it may be sent. `hints` explains fields that must be refused. */
export function check(
  value: unknown,
  schema: InputSchema,
  $defs: Inputs['$defs'],
  hints: Readonly<Record<string, string>> = {},
): Problem[] {
  return new Checker($defs, hints).check(value, schema, '')
}

/** The schemas behind references: the same ones are met by every call. */
const resolved = new WeakMap<InputSchema, InputSchema>()

class Checker implements Checks {
  readonly #defs: Inputs['$defs']
  readonly #hints: Readonly<Record<string, string>>

  constructor($defs: Inputs['$defs'], hints: Readonly<Record<string, string>>) {
    this.#defs = $defs
    this.#hints = hints
  }

  check(value: unknown, given: InputSchema, field: string): Problem[] {
    const schema = this.resolve(given)
    const wrong = (message: string): Problem[] => [{ field, message }]

    const branches = schema.anyOf ?? schema.oneOf
    const key = schema.discriminator?.propertyName
    const misfits = branches ? checkBranches(this, value, branches, key, field) : []
    if (misfits.length) return misfits
    if (value instanceof Money && schema.money) return this.#money(value, schema, wrong)
    if (schema.money === 'required')
      return wrong(
        `must be Money, with its currency: gbp('0.50') or usd('0.50'); a bare ${kind(value)} (${show(value)}) is refused since it does not say pence or pounds`,
      )
    if (value instanceof Date && schema.date)
      return Number.isNaN(value.getTime()) ? wrong('is an invalid Date') : []

    if ('const' in schema)
      return value === schema.const ? [] : wrong(`must be ${show(schema.const)}, not ${show(value)}`)
    if (schema.enum) return schema.enum.includes(value) ? [] : wrong(oneOf(value, schema.enum))

    const types = typeof schema.type === 'string' ? [schema.type] : schema.type
    if (types && !this.takes(value, schema))
      return wrong(`must be ${describeTypes(types, schema)}, not ${show(value)}`)

    if (typeof value === 'string') return this.#text(value, schema, wrong)
    if (typeof value === 'number') return this.#number(value, schema, wrong)
    if (Array.isArray(value)) return this.#array(value, schema, field)
    if (typeof value === 'object' && value !== null && (schema.properties || types?.includes('object')))
      return this.#object(value as Record<string, unknown>, schema, field)
    return []
  }

  takes(value: unknown, { type, money, date }: InputSchema): boolean {
    if ((money && value instanceof Money) || (date && value instanceof Date)) return true
    const types = typeof type === 'string' ? [type] : type
    return !types || types.some((one) => hasType(value, one))
  }

  resolve(schema: InputSchema): InputSchema {
    if (schema.$ref === undefined) return schema
    const known = resolved.get(schema)
    if (known) return known
    const { $ref, ...own } = schema
    const whole = { ...this.resolve(this.#defs[$ref.slice('#/$defs/'.length)] ?? {}), ...own }
    resolved.set(schema, whole)
    return whole
  }

  #money(value: Money, schema: InputSchema, wrong: (message: string) => Problem[]): Problem[] {
    if (!value.isWhole) return wrong(`must be a whole number of minor units, not ${value}`)
    return this.#number(value.toMinorUnits(), schema, wrong)
  }

  #number(value: number, schema: InputSchema, wrong: (message: string) => Problem[]): Problem[] {
    if (schema.minimum !== undefined && value < schema.minimum)
      return wrong(`must be at least ${schema.minimum}, not ${value}`)
    if (schema.maximum !== undefined && value > schema.maximum)
      return wrong(`must be at most ${schema.maximum}, not ${value}`)
    return []
  }

  #text(value: string, schema: InputSchema, wrong: (message: string) => Problem[]): Problem[] {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema
    if (value.length < minLength)
      return wrong(`must have at least ${minLength} characters; it has ${value.length}`)
    if (value.length > maxLength)
      return wrong(`must have at most ${maxLength} characters; it has ${value.length}`)
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
      return wrong(`must match ${pattern}; ${show(value)} does not`)
    if (format === 'date-time' && !isMoment(value))
      return wrong(`must be a moment such as 2026-01-05T09:00:00Z or a Date, not ${show(value)}`)
    if (format === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value))
      return wrong(`must be an e-mail address, not ${show(value)}`)
    return []
  }

  #array(value: readonly unknown[], schema: InputSchema, field: string): Problem[] {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, prefixItems = [], items } = schema
    if (value.length < minItems)
      return [
        {
          field,
          message:
            minItems === 1
              ? 'must not be empty'
              : `must have at least ${minItems} items; it has ${value.length}`,
        },
      ]
    if (value.length > maxItems)
      return [
        {
          field,
          message:
            maxItems === 0 ? 'must be empty' : `must have at most ${maxItems} items; it has ${value.length}`,
        },
      ]
    return value.flatMap((item, i) => {
      const own = prefixItems[i] ?? items
      return own ? this.check(item, own, `${field}[${i}]`) : []
    })
  }

  #object(value: Record<string, unknown>, schema: InputSchema, field: string): Problem[] {
    const { properties = {}, required = [], additionalProperties } = schema
    const at = (name: string) => (field ? `${field}.${name}` : name)
    const problems: Problem[] = []
    for (const name of required) {
      if (value[name] === undefined) problems.push({ field: at(name), message: MISSING })
    }
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue
      const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
      if (own) problems.push(...this.check(inner, own, at(name)))
      else problems.push({ field: at(name), message: this.#unknown(name, Object.keys(properties), field) })
    }
    return problems.map((problem) => this.#withHint(problem))
  }

  #hint(field: string): string | undefined {
    return Object.hasOwn(this.#hints, field) ? this.#hints[field] : undefined
  }

  #unknown(name: string, names: string[], field: string): string {
    const meant = nearest(name, names)
    const hint = field === '' ? this.#hint(name) : undefined
    const advice = [meant && `Did you mean \`${meant}\`?`, hint].filter(Boolean).join(' ')
    return `${UNKNOWN}${advice ? `. ${advice}` : names.length ? `; there are ${names.join(', ')}` : ''}`
  }

  /** A refused value of a field that people often get wrong is explained like an unknown field is. */
  #withHint(problem: Problem): Problem {
    const hint = this.#hint(problem.field)
    return hint && !problem.message.includes(hint) && problem.message !== MISSING
      ? { ...problem, message: `${problem.message}. ${hint}` }
      : problem
  }
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(value)
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
