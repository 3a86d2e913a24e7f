/** Writes an answer. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Caller, outgoingOf } from './caller.ts'

/** The ids of the answers of this process are one UUID counted on: a new one for each would cost a read its while. */
const FIRST = crypto.randomUUID()
let answers = 0

/** What every answer carries: that this is a sandbox, and an id to ask about it by. */
export const marks = (): Record<string, string> => ({
  'x-sandbox': '1',
  'x-request-id': FIRST.slice(0, 24) + (++answers).toString(16).padStart(12, '0'),
})

/**
 * Answers with JSON, with text of another media type, or with nothing if there is no body.
 *
 * Over a socket it is written at once: a `Response` in between, with its streams, would cost more than all
 * the work of a simple read.
 */
export function respond(
  c: Pick<Caller, 'env'>,
  status: number,
  body?: unknown,
  extra: Readonly<Record<string, string>> = {},
  type = 'application/json',
): Response {
  const text =
    body === undefined ? undefined : type === 'application/json' ? JSON.stringify(body) : String(body)
  const headers = { ...marks(), ...(text !== undefined && { 'content-type': type }), ...extra }
  const outgoing = outgoingOf(c)
  if (!outgoing) return new Response(text, { status, headers })
  if (text === undefined) {
    outgoing.writeHead(status, headers).end()
    return RESPONSE_ALREADY_SENT
  }
  const length = Buffer.byteLength(text)
  const head = outgoing.writeHead(status, { ...headers, 'content-length': length })
  // Text of one byte per character leaves as it is, which costs less than to encode it.
  head.end(text, length === text.length ? 'latin1' : 'utf8')
  return RESPONSE_ALREADY_SENT
}
