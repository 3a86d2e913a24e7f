import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes, headers, now, reason, refusal } from '../../test/webhook-delivery.ts'
import {
  BODY_A,
  BODY_B,
  SECRET,
  SIGNATURE_A,
  SIGNATURE_B,
  SIGNATURE_REVERSED,
  TIME,
} from '../../test/webhook-vectors.ts'
import { nodeHmac, webHmac } from './hmac.ts'
import { type ProlificWebhookError, verify, type WebhookHeaders } from './index.ts'
import { PYTHON, rewritten } from './json-text.ts'
import { sign, signedHeaders, signedRequest } from './sign.ts'

describe('a delivery that Prolific signed', () => {
  test.each([
    ['spaced as Python does', BODY_A, SIGNATURE_A],
    ['compact', BODY_B, SIGNATURE_B],
  ])('is read: %s', async (_, body, signature) => {
    expect(await sign(body, SECRET, { timestamp: TIME })).toBe(signature)
    for (const raw of [body, bytes(body), Buffer.from(body), bytes(body).buffer as ArrayBuffer])
      expect(await verify(raw, headers(signature), SECRET, { now })).toEqual({
        event: {
          resource_id: '60d9aadeb86739de712faee0',
          event_type: 'submission.status.change',
          participant_id: '60bf9310e8dec401be6e9615',
          status: 'AWAITING REVIEW',
        },
        body,
        id: 'event-1',
        sentAt: new Date((TIME - 60) * 1000),
        signedAt: new Date(TIME * 1000),
      })
  })

  test('comes with headers of any kind and case', async () => {
    const plain = headers(SIGNATURE_A)
    const lower = Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const upper = Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [name.toUpperCase(), value]),
    )
    const lists = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, [value]]))
    for (const head of [plain, lower, upper, lists, new Headers(plain)])
      expect((await verify(BODY_A, head, SECRET, { now })).id).toBe('event-1')
  })

  test('needs neither id nor time of the event', async () => {
    const { 'X-Event-ID': _id, 'X-Timestamp': _time, ...rest } = headers(SIGNATURE_A)
    expect(await verify(BODY_A, rest, SECRET, { now })).toMatchObject({ id: undefined, sentAt: undefined })
    const odd = { ...rest, 'X-Timestamp': 'yesterday' }
    expect((await verify(BODY_A, odd, SECRET, { now })).sentAt).toBeUndefined()
    const milliseconds = { ...rest, 'X-Timestamp': `${TIME}123` }
    expect((await verify(BODY_A, milliseconds, SECRET, { now })).sentAt).toEqual(new Date(TIME * 1000 + 123))
  })

  test('may be signed with any of several secrets', async () => {
    await verify(BODY_A, headers(SIGNATURE_A), ['the-next', SECRET], { now })
    expect(await reason(BODY_A, headers(SIGNATURE_A), ['the-next', 'another'])).toBe('wrong_signature')
  })

  test('may carry an event that is not described: its fields are kept', async () => {
    const event = { event_type: 'workspace.low_balance', balance: { amount: 12.5 }, list: [1] }
    const request = await signedRequest('https://lab.example.org/hook', event, SECRET)
    expect((await verify(await request.text(), request.headers, SECRET)).event).toEqual(event)
  })

  test('is accepted within the tolerance, either way', async () => {
    const at = (offset: number) => ({ now: () => (TIME + offset) * 1000 })
    for (const offset of [-300, 300]) await verify(BODY_A, headers(SIGNATURE_A), SECRET, at(offset))
    expect(await reason(BODY_A, headers(SIGNATURE_A), SECRET, at(301))).toBe('too_old')
    expect(await reason(BODY_A, headers(SIGNATURE_A), SECRET, at(-301))).toBe('too_new')
    expect(await reason(BODY_A, headers(SIGNATURE_A), SECRET, { ...at(11), tolerance: 10 })).toBe('too_old')
    await verify(BODY_A, headers(SIGNATURE_A), SECRET, { ...at(1e8), tolerance: Number.POSITIVE_INFINITY })
    await expect(verify(BODY_A, headers(SIGNATURE_A), SECRET, { tolerance: Number.NaN })).rejects.toThrow(
      RangeError,
    )
  })

  test('is refused when it is as old as the example is by the machine’s own clock', async () => {
    const error = await refusal(BODY_A, headers(SIGNATURE_A), SECRET, {})
    expect(['too_old', 'too_new']).toContain(error.reason)
    expect(error.message).toContain('2026-01-01T00:00:00.000Z')
  })

  test('is no event', async () => {
    for (const body of ['[]', 'null', '"x"', '{"event_type": 1}', '{', ''.padEnd(3)])
      expect(await reason(body, headers(await sign(body, SECRET, { timestamp: TIME })))).toBe('not_an_event')
  })
})

describe('any body', () => {
  const body = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc.json().map(bytes),
    fc.string({ minLength: 1, unit: 'binary' }).map(bytes),
  )
  const isRead = async (raw: Uint8Array, head: WebhookHeaders) =>
    verify(raw, head, SECRET, { now }).then(
      () => true,
      // Random bytes are no event, which is found only when the signature is right.
      (error: ProlificWebhookError) => error.reason === 'not_an_event',
    )

  test('verifies after it was signed', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (raw) => {
        expect(await isRead(raw, await signedHeaders(raw, SECRET, { timestamp: TIME }))).toBe(true)
      }),
    )
  })

  test('fails with one bit of body, timestamp, signature or secret flipped, json.dumps or not', async () => {
    const part = fc.constantFrom('body', 'timestamp', 'signature', 'secret')
    await fc.assert(
      fc.asyncProperty(body, part, fc.nat(), fc.nat(7), async (raw, part, at, bit) => {
        const head = await signedHeaders(raw, SECRET, { timestamp: TIME })
        const values = {
          body: raw,
          timestamp: bytes(head['X-Prolific-Request-Timestamp']!),
          signature: bytes(head['X-Prolific-Request-Signature']!),
          secret: bytes(SECRET),
        }
        const flipped = Uint8Array.from(values[part])
        // In text, the highest bit would make no character of its own.
        flipped[at % flipped.length]! ^= 1 << (part === 'body' ? bit : bit % 7)
        values[part] = flipped
        const text = (name: 'timestamp' | 'signature' | 'secret') => new TextDecoder().decode(values[name])
        const error = await refusal(
          values.body,
          headers(text('signature'), text('timestamp')),
          text('secret'),
        )
        expect(error.reason).not.toMatch(/^(not_an_event|too_)/)
      }),
    )
  })

  test('is signed alike by Node and by WebCrypto', async () => {
    const web = webHmac()
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), body, async (secret, raw) => {
        expect(await web(secret, ['12', raw])).toEqual(
          Uint8Array.from(await nodeHmac()!(secret, ['12', raw])),
        )
      }),
    )
  })
})

describe('accepting what json.dumps writes', () => {
  const options = { now, acceptReserialised: true }

  test('accepts the compact body with the signature of the spaced one, and the other way not', async () => {
    expect((await verify(BODY_B, headers(SIGNATURE_A), SECRET, options)).event).toEqual(JSON.parse(BODY_B))
    expect(await reason(BODY_A, headers(SIGNATURE_B), SECRET, options)).toBe('reserialised_body')
    expect(await reason(BODY_B, headers(SIGNATURE_REVERSED), SECRET, options)).toBe('wrong_order')
  })

  test('is not the default, whatever the mistake', async () => {
    expect(await reason(BODY_B, headers(SIGNATURE_A))).toBe('reserialised_body')
  })

  // Written by Python 3: json.dumps(json.loads(text)).
  test.each([
    ['{"a":[1,2.5,-0.1],"b":{},"c":[]}', '{"a": [1, 2.5, -0.1], "b": {}, "c": []}'],
    ['{"b":1,"1":null,"b2":true}', '{"b": 1, "1": null, "b2": true}'],
    ['{"a":"é\\/\\u00e9\u007f😀, : \\" \\\\"}', '{"a": "\\u00e9/\\u00e9\\u007f\\ud83d\\ude00, : \\" \\\\"}'],
    [' { "a" :\n"\\u0001\\b\\n" } ', '{"a": "\\u0001\\b\\n"}'],
    ['"\\ud800"', '"\\ud800"'],
    ['12345678901234567890123', '12345678901234567890123'],
  ])('%s becomes %s', (text, python) => expect(rewritten(text, PYTHON)).toBe(python))

  test('rewriting never changes what a body means', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(rewritten(json, PYTHON)!)).toEqual(JSON.parse(json))
      }),
    )
  })

  test('is tried on bodies of the size of events alone: anybody can send a large one', async () => {
    const body = (size: number) => `{"event_type":"${'x'.repeat(size - 17)}"}`
    const signature = async (body: string) =>
      headers(await sign(rewritten(body, PYTHON)!, SECRET, { timestamp: TIME }))
    await verify(body(16_384), await signature(body(16_384)), SECRET, options)
    expect(await reason(body(16_385), await signature(body(16_385)), SECRET, options)).toBe('wrong_signature')
  })

  test('hostile bodies are refused, not choked on', async () => {
    for (const body of [
      '['.repeat(200_000) + ']'.repeat(200_000),
      `"${'x'.repeat(1_000_000)}"`,
      `"${'\\n'.repeat(500_000)}"`,
      '{"a":',
    ])
      expect(await reason(body, headers(SIGNATURE_A), SECRET, options)).toBe('wrong_signature')
  })
})
