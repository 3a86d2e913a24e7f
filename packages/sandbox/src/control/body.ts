/** Reads the JSON object that a control address was sent. */
import type { Context } from 'hono'
import { jsonOf, textOf } from '../core/body.ts'
import { nearest } from '../core/nearest.ts'

export type Body = Readonly<Record<string, unknown>>

/** Larger ones are refused. */
const LARGEST = 1_000_000

/**
 * `fields` are those that there are: a slip that was passed over would do something else than was asked for. `hint` is
 * what to know of others.
 */
export async function bodyFrom(c: Context, fields: readonly string[], hint = ''): Promise<Body> {
  const text = await textOf(c.req.raw, LARGEST)
  let body: unknown
  try {
    body = text.trim() === '' ? {} : jsonOf(text)
  } catch (error) {
    throw new TypeError(`The body is not JSON: ${(error as Error).message}`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new TypeError('The body must be a JSON object')
  }
  const unknown = Object.keys(body).find((name) => !fields.includes(name))
  if (unknown !== undefined) {
    const meant = nearest(unknown, fields)
    const instead = meant ? `Did you mean ${meant}?` : `There are ${fields.join(', ')}.`
    throw new TypeError(`There is no ${JSON.stringify(unknown)} here. ${instead}${hint}`)
  }
  return body as Body
}

/** A field that is text, or left out. */
export function textIn(body: Body, field: string): string | undefined {
  const value = body[field] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new TypeError(`${field} must be text, not ${JSON.stringify(value)}`)
}
