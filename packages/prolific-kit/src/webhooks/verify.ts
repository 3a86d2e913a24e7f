import type { WebhookEvent } from '../contract/webhook-event.ts'
import { sameBytes } from './bytes.ts'
import { checkedBody, checkedSecrets, decoded } from './checked.ts'
import { diagnose } from './diagnose.ts'
import { ProlificWebhookError } from './errors.ts'
import type { WebhookHeaders } from './headers.ts'
import { EVENT_ID, header, requiredHeader, SENT_AT, SIGNATURE, SIGNED_AT, unixTime } from './headers.ts'
import { hmac } from './hmac.ts'
import { LONGEST, PYTHON, rewritten } from './json-text.ts'

export interface VerifyOptions {
  /** How far the time of signing may be from yours, either way, in seconds. `Infinity` switches this off. @default 300 */
  tolerance?: number
  /** Your clock: milliseconds since 1970. @default Date.now */
  now?: () => number
  /**
   * Also accept a signature of the same JSON as Python's `json.dumps` writes it (blanks after `:` and `,`, escapes
   * for all that is not ASCII), for bodies of up to 16 KiB. Prolific's own example of verifying writes the body so
   * before it signs.
   * @default false
   */
  acceptReserialised?: boolean
}

/** A delivery that Prolific signed. */
export interface WebhookDelivery {
  /** What happened. `event.event_type` tells which fields there are. */
  event: WebhookEvent
  /** The body's text, as it was signed: what to keep of a delivery. */
  body: string
  /**
   * `X-Event-ID`: the same for each delivery of one event, by which repetitions are known.
   * Prolific's signature does not cover it.
   */
  id: string | undefined
  /**
   * `X-Timestamp`: when the event was sent. Events come in any order; this tells which is newer.
   * Prolific's signature does not cover it.
   */
  sentAt: Date | undefined
  /** `X-Prolific-Request-Timestamp`: when this delivery was signed. */
  signedAt: Date
}

/**
 * Reads a delivery if Prolific signed it, and rejects if not.
 *
 * @param rawBody the body's bytes, or their text, as they arrived: never parsed and written again.
 * @param headers those of the request.
 * @param secret the workspace's secret, or several while you change it.
 * @throws ProlificWebhookError that says which mistake was made, and whose, where that can be told.
 */
export async function verify(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { tolerance = 300, now = Date.now, acceptReserialised = false }: VerifyOptions = {},
): Promise<WebhookDelivery> {
  if (!(tolerance >= 0)) throw new RangeError(`tolerance is a number of seconds from 0 on, not ${tolerance}`)
  const secrets = checkedSecrets(secret)
  const raw = checkedBody(rawBody)
  const timestamp = requiredHeader(headers, SIGNED_AT)
  const signedAt = unixTime(timestamp)
  if (!signedAt) {
    const says = `${SIGNED_AT} is ${JSON.stringify(timestamp)}: not a UNIX time in seconds.`
    throw new ProlificWebhookError('malformed_timestamp', says)
  }
  const signature = decoded(requiredHeader(headers, SIGNATURE))

  let text = textOf(raw)
  if (!(await isSigned(secrets, timestamp, raw, signature))) {
    const rewriting = acceptReserialised && text.length <= LONGEST ? rewritten(text, PYTHON) : undefined
    if (rewriting === undefined || !(await isSigned(secrets, timestamp, rewriting, signature)))
      throw await diagnose({ raw, text, headers, timestamp, signature, secrets })
    text = rewriting
  }
  checkTime(signedAt, tolerance, now())
  const sentAt = unixTime(header(headers, SENT_AT) ?? '')
  return {
    event: eventOf(text),
    body: text,
    id: header(headers, EVENT_ID) || undefined,
    sentAt: sentAt && new Date(sentAt.time),
    signedAt: new Date(signedAt.time),
  }
}

async function isSigned(
  secrets: readonly string[],
  timestamp: string,
  body: string | Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  for (const secret of secrets) {
    if (sameBytes(await hmac(secret, [timestamp, body]), signature)) return true
  }
  return false
}

function checkTime(
  signedAt: { time: number; inMilliseconds: boolean },
  tolerance: number,
  now: number,
): void {
  if (signedAt.inMilliseconds) {
    const says = `The signature is right, but ${SIGNED_AT} is in milliseconds. The sender must write and sign seconds.`
    throw new ProlificWebhookError('milliseconds', says)
  }
  const age = (now - signedAt.time) / 1000
  if (!(Math.abs(age) > tolerance)) return
  const at = new Date(signedAt.time).toISOString()
  throw age > 0
    ? new ProlificWebhookError(
        'too_old',
        `The signature is right, but of ${at}, ${Math.round(age)} s ago; ${tolerance} s are allowed. Either this is a ` +
          'delivery of then that was kept and sent again, or your clock is ahead.',
      )
    : new ProlificWebhookError(
        'too_new',
        `The signature is right, but of ${at}, ${Math.round(-age)} s from now; ${tolerance} s are allowed. Your clock is ` +
          'behind, or the sender’s ahead. (`now` gives milliseconds.)',
      )
}

function textOf(raw: string | Uint8Array): string {
  return typeof raw === 'string' ? raw : new TextDecoder().decode(raw)
}

function eventOf(text: string): WebhookEvent {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch (cause) {
    const says = 'The signature is right, but the body is not JSON.'
    throw new ProlificWebhookError('not_an_event', says, { cause })
  }
  if (typeof (event as { event_type?: unknown } | null)?.event_type === 'string') return event as WebhookEvent
  const says = 'The signature is right, but the body is not an object with an event_type.'
  throw new ProlificWebhookError('not_an_event', says)
}
