import { readFileSync } from 'node:fs'
import { type Currency, Money, money } from 'prolific-kit'
import type { Schema } from 'prolific-kit/contract'
import { UsageError } from '../exit-codes.ts'
import { textOf } from '../text-of.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { type Definitions, fieldsOf, forms } from './description.ts'

/** What a field takes, by the words of JSON Schema. */
export function kindsOf(schema: Schema, defs: Definitions): ReadonlySet<string> {
  const kinds = new Set<string>()
  for (const form of forms(schema, defs)) {
    const values = form.const === undefined ? (form.enum ?? []) : [form.const]
    for (const value of values) kinds.add(typeof value)
    for (const type of [form.type ?? []].flat()) kinds.add(type)
    if (form.money) kinds.add('money')
  }
  return kinds
}

/** Reads the text of an option as the value that its field takes. What fits nothing stays text, for the client to refuse. */
export async function readValue(
  flag: string,
  given: string,
  schema: Schema,
  defs: Definitions,
): Promise<unknown> {
  const kinds = kindsOf(schema, defs)
  const isStructure = kinds.has('array') || kinds.has('object')
  const fromFile = given.startsWith('@') && !given.startsWith('@@')
  const text = fromFile ? readText(flag, given.slice(1)) : given.replace(/^@@/, '@')
  if (fromFile && kinds.has('string')) return text
  if (isStructure && (fromFile || /^\s*[[{]/.test(text)))
    return parsed(fromFile ? `${flag} ${given}` : flag, text)
  if (kinds.has('null') && text === 'null') return null
  if (kinds.has('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  const isNumber = kinds.has('integer') || kinds.has('number')
  // Beyond safe integers a number would be another one than was written.
  if (
    isNumber &&
    /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) &&
    Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER
  )
    return Number(text)
  return text
}

/** Reads every occurrence of an option of a list: `a,b`, or several, or JSON. */
export async function listOf(
  flag: string,
  given: readonly string[],
  schema: Schema,
  defs: Definitions,
): Promise<unknown> {
  const kinds = kindsOf(schema, defs)
  if (given.length === 1 && ((kinds.has('null') && given[0] === 'null') || kinds.has('string')))
    return readValue(flag, given[0]!, schema, defs)
  const items = forms(schema, defs).flatMap(({ items }) => (items ? [items] : []))
  const item: Schema = items.length === 1 ? items[0]! : { anyOf: items }
  const itemKinds = kindsOf(item, defs)
  const isStructure = itemKinds.has('object') || itemKinds.has('array')
  const rows: unknown[] = []
  for (const text of given) {
    if (isStructure || /^(@(?!@)|\s*\[)/.test(text)) {
      const value = await readValue(flag, text, schema, defs)
      rows.push(...(Array.isArray(value) ? value : [value]))
    } else {
      for (const part of text.split(',')) rows.push(await readValue(flag, part.trim(), item, defs))
    }
  }
  return rows
}

/** A whole input: JSON or YAML of a file, or of standard input (`-`). */
export async function readInput(file: string): Promise<Record<string, unknown>> {
  const value = await parsed(`--input ${file}`, readText('--input', file))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`--input ${file} must be an object with the fields of the call`)
  return { ...value }
}

/** The value with Money where the field takes it and the text reads so: `4.25 GBP`. */
export function withMoney(value: unknown, schema: Schema, defs: Definitions): unknown {
  if (typeof value === 'string') return kindsOf(schema, defs).has('money') ? amountOf(value) : value
  if (Array.isArray(value)) {
    const items = forms(schema, defs).flatMap(({ items }) => (items ? [items] : []))
    return items.length ? value.map((one) => withMoney(one, { anyOf: items }, defs)) : value
  }
  if (typeof value !== 'object' || value === null || value instanceof Money) return value
  const fields = fieldsOf(schema, defs)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const field = fields.get(name)
      return [name, field ? withMoney(one, field, defs) : one]
    }),
  )
}

function amountOf(text: string): unknown {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(GBP|USD)\s*$/i.exec(text)
  return match ? money(match[1]!, match[2]!.toUpperCase() as Currency) : text
}

function readText(flag: string, file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    const hint = flag === '--input' ? '' : ' A text that begins with @ is written @@.'
    throw new UsageError(`${flag}: ${file} cannot be read: ${whyUnreadable(error)}.${hint}`)
  }
  const text = textOf(bytes)
  if (text === undefined) throw new UsageError(`${flag}: ${file} is not text in UTF-8: save it as UTF-8`)
  return text
}

/** JSON, or YAML, which JSON is too. */
async function parsed(flag: string, text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { intAsBigInt: false })
  const [error] = [...document.errors, ...document.warnings]
  if (error) throw new UsageError(`${flag} is neither JSON nor YAML: ${error.message.trim()}`)
  try {
    return document.toJS()
  } catch (reason) {
    throw new UsageError(`${flag} has anchors that cannot be followed: ${(reason as Error).message}`)
  }
}
