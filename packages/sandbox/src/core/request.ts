/** Reads a request into one flat input: path, query and body fields side by side. */
import { jsonOf, textOf } from './body.ts'
import type { Caller } from './caller.ts'
import { problem } from './errors.ts'
import type { Route } from './routes.ts'

/** Bodies of more bytes are refused. */
const LARGEST = 10_000_000
/** No operation has nearly so many fields. */
const MOST_FIELDS = 1000

export interface RequestInput {
  readonly input: Record<string, unknown>
  /** Names of the fields that came in the body; the others came as text. */
  readonly body: ReadonlySet<string>
}

/** A body on GET is read over, as some clients always send one; on other verbs it must be JSON. */
export async function readInput(
  request: Pick<Caller['req'], 'method' | 'raw'>,
  url: string,
  path: Readonly<Record<string, string>>,
  { bodyField, isLines }: Pick<Route, 'bodyField' | 'isLines'>,
): Promise<RequestInput> {
  const fields = queryOf(url)
  const given =
    request.method === 'GET' ? undefined : await readBody(request.raw, isLines ? bodyField : undefined)
  // Clients that know nothing of a body that is a list send it under its name, as any other field.
  const isWhole = bodyField !== undefined && given !== undefined && !isObject(given, bodyField)
  const body = isWhole ? { [bodyField]: given } : given
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw problem(400, 'Bad request', 'Invalid data. Expected a JSON object.')
  }
  if (body !== undefined && Object.keys(body).length > MOST_FIELDS) {
    throw problem(400, 'Bad request', `A body may have up to ${MOST_FIELDS} fields.`)
  }
  return { input: { ...fields, ...body, ...path }, body: new Set(Object.keys(body ?? {})) }
}

const isObject = (value: unknown, having: string): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, having)

/** JSON; lines of JSON that stand for a field go on as they are: which of them are wrong is the operation's to say. */
async function readBody(request: Request, linesOf: string | undefined): Promise<unknown> {
  const text = await textOf(request, LARGEST)
  if (text.trim() === '') return undefined
  if (linesOf === undefined || new RegExp(`^\\s*\\{\\s*"${linesOf}"\\s*:\\s*\\[`).test(text))
    return parse(text)
  return text
}

function parse(text: string): unknown {
  try {
    return jsonOf(text)
  } catch (error) {
    throw problem(400, 'Bad request', `JSON parse error - ${(error as Error).message}`)
  }
}

function queryOf(url: string): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  if (!url.includes('?')) return out
  const { searchParams } = new URL(url)
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name)
    Object.defineProperty(out, name, {
      value: values.length > 1 ? values : values[0],
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return out
}
