/** Does to an answer what a fault asks for, over a socket or, without one, to the answer of `fetch`. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Caller, outgoingOf } from './caller.ts'
import { type Duration, duration, machineTime } from './clock.ts'
import { bodyOf, type Envelope, problem } from './errors.ts'
import type { AnswerFault, RetryAfter } from './fault-kinds.ts'
import { marks, respond } from './respond.ts'

/** An answer before it is sent. */
export interface Outcome {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly type?: string | undefined
}

/** The connection has gone: what `fetch` rejects with where there is no socket to end. */
export class ConnectionLost extends TypeError {
  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
  }
}

/** What a fault does before the request is carried out: waits, or answers in its place. */
export async function before(
  c: Caller,
  fault: AnswerFault,
  envelope: Envelope,
): Promise<Response | undefined> {
  switch (fault.type) {
    case 'delay':
      await wait(c, fault.for)
      return undefined
    case 'rate_limit':
      return respond(c, 429, bodyOf(problem(429, 'Too many requests', 'Request was throttled.'), envelope), {
        ...retryAfter(fault.retry_after),
      })
    case 'drop_before':
      return drop(c)
    case 'status':
    case 'html_body':
      return fault.done ? undefined : spoil(c, fault, { status: 200 }, envelope)
    default:
      return undefined
  }
}

/** Sends the outcome of a request that was carried out, as the fault wants it. */
export async function spoil(
  c: Caller,
  fault: AnswerFault,
  outcome: Outcome,
  envelope: Envelope,
): Promise<Response> {
  const { status, body, headers, type } = outcome
  switch (fault.type) {
    case 'status': {
      const said = problem(fault.status, 'A fault that was asked for', 'The sandbox was told to answer so.')
      return respond(c, fault.status, 'body' in fault ? fault.body : bodyOf(said, envelope))
    }
    case 'html_body':
      return respond(c, fault.status ?? 502, GATEWAY_PAGE, {}, 'text/html')
    case 'drop_after_commit':
      return drop(c)
    case 'empty_body':
      return respond(c, status, undefined, headers, type)
    case 'slow_headers':
      await wait(c, fault.for)
      return respond(c, status, body, headers, type)
    case 'truncated_body':
    case 'drop_in_body':
    case 'slow_body':
      return half(c, outcome, fault)
    default:
      return respond(c, status, body, headers, type)
  }
}

const GATEWAY_PAGE =
  '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><center><h1>502 Bad Gateway</h1></center></body>\n</html>\n'

function drop(c: Caller): Response {
  const outgoing = outgoingOf(c)
  if (!outgoing) throw new ConnectionLost()
  outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Sends the first half of a body; the rest follows later, or never. */
async function half(
  c: Caller,
  { status, body, headers, type = 'application/json' }: Outcome,
  fault: Extract<AnswerFault, { type: 'truncated_body' | 'drop_in_body' | 'slow_body' }>,
): Promise<Response> {
  if (body === undefined) return respond(c, status, body, headers, type)
  const bytes = Buffer.from(type === 'application/json' ? JSON.stringify(body) : String(body))
  const first = bytes.subarray(0, bytes.length >> 1)
  const rest = bytes.subarray(first.length)
  const head = { ...marks(), 'content-type': type, ...headers }
  if (fault.type === 'truncated_body')
    return respond(c, status, first.toString(), headers, `${type};charset=utf-8`)
  const finish = async () => {
    if (fault.type === 'slow_body') await wait(c, fault.for)
    return fault.type === 'slow_body'
  }
  const outgoing = outgoingOf(c)
  if (outgoing) {
    outgoing.writeHead(status, { ...head, 'content-length': bytes.length })
    await new Promise((sent) => outgoing.write(first, sent))
    if (await finish()) outgoing.end(rest)
    else outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
  const stream = new ReadableStream({
    async start(controller) {
      controller.enqueue(first)
      if (await finish()) {
        controller.enqueue(rest)
        controller.close()
      } else {
        controller.error(new ConnectionLost())
      }
    },
  })
  return new Response(stream, { status, headers: head })
}

/** Real time passes, as long as somebody waits for the answer. */
async function wait(c: Caller, span: Duration = 1000): Promise<void> {
  const outgoing = outgoingOf(c)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, duration(span))
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    if (outgoing) outgoing.once('close', stop)
    else c.req.raw.signal.addEventListener('abort', stop, { once: true })
  })
}

function retryAfter(wanted: RetryAfter = 1): Record<string, string> {
  if (wanted === 'none') return {}
  const value =
    wanted === 'date'
      ? new Date(machineTime() + 20_000).toUTCString()
      : wanted === 'absurd'
        ? '31536000'
        : wanted === 'absurd_date'
          ? 'Fri, 31 Dec 9999 23:59:59 GMT'
          : String(wanted)
  return { 'retry-after': value }
}
