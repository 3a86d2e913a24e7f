import { describe, expect, test } from 'vitest'
import { errorOf, testClient } from '../../test/client.ts'
import { gate, useHost } from '../../test/host.ts'
import { systemClock } from './clock.ts'
import type { ProlificRequestError } from './errors.ts'

const host = useHost()

describe('the time of a call', () => {
  const timed = async (call: PromiseLike<unknown>) => {
    const started = performance.now()
    const error = await errorOf<ProlificRequestError>(call)
    // Not how long, which is a matter of the machine, but that it ends.
    expect(performance.now() - started).toBeLessThan(10_000)
    return error
  }

  test.each([{}, { fetch: globalThis.fetch }])('covers an answer that does not end', async (options) => {
    host.reply = () => 'hang'
    const error = await timed(testClient(host.url, { ...options, timeout: 60 }).users.me())
    expect(error).toMatchObject({ name: 'ProlificTimeoutError', operation: 'users.me' })
    expect(error.message).toContain('60 ms')
  })

  test('covers a fetch that pays no heed to its signal', async () => {
    const fetch = () => new Promise<Response>(() => {})
    expect((await timed(testClient(host.url, { fetch, timeout: 60 }).users.me())).name).toBe(
      'ProlificTimeoutError',
    )
  })

  test('covers all attempts and the waits between them', async () => {
    host.reply = () => ({ status: 503 })
    const retries = { limit: 1000, base: 30, cap: 30 }
    const error = await timed(testClient(host.url, { clock: systemClock, retries, timeout: 400 }).users.me())
    // The time is over in a wait, which gives the last answer, or while one more is waited for.
    expect(['ProlificServerError', 'ProlificTimeoutError']).toContain(error.name)
    expect(host.requests.length).toBeGreaterThan(1)
    expect(host.requests.length).toBeLessThan(400 / 15 + 2)
  })

  test('covers the queue, in which nothing is sent', async () => {
    const hold = gate()
    host.reply = () => ({ json: {}, after: hold.promise })
    const client = testClient(host.url, { concurrency: 1 })
    const first = client.users.me()
    const error = await timed(client.users.me({}, { timeout: 60 }))
    expect(error.name).toBe('ProlificTimeoutError')
    expect(error.message).toContain('nothing was sent')
    hold.open()
    await first
    expect(await client.users.me()).toEqual({})
    expect(host.requests).toHaveLength(2)
  })

  test('covers what middleware takes', async () => {
    const client = testClient(host.url, {
      timeout: 40,
      middleware: [
        async (request, next) => {
          await new Promise((resolve) => setTimeout(resolve, 80))
          return next(request)
        },
      ],
    })
    expect((await timed(client.users.me())).name).toBe('ProlificTimeoutError')
    expect(host.requests).toHaveLength(0)
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '5'])('cannot be %s', async (timeout) => {
    expect(() => testClient(host.url, { timeout: timeout as number })).toThrow(
      'The option timeout must be milliseconds',
    )
    const error = await errorOf(testClient(host.url).users.me({}, { timeout: timeout as number }))
    expect(error.message).toContain('The option timeout must be')
    expect(host.requests).toEqual([])
  })
})

describe('a signal', () => {
  const reason = new Error('No longer wanted')

  test.each([{}, { fetch: globalThis.fetch }])('ends a call before it is sent', async (options) => {
    const signal = AbortSignal.abort(reason)
    const client = testClient(host.url, options)
    expect(await errorOf(client.users.me({}, { signal }))).toBe(reason)
    expect(await errorOf(client.studies.publish({ id: 's1' }, { signal }))).toBe(reason)
    expect(await errorOf(client.studies.list({}, { signal }).toArray())).toBe(reason)
    expect(host.requests).toEqual([])
  })

  test.each([{}, { fetch: globalThis.fetch }])('ends a call that waits for its answer', async (options) => {
    host.reply = () => 'hang'
    const client = testClient(host.url, options)
    const stop = new AbortController()
    const read = errorOf(client.users.me({}, { signal: stop.signal }))
    const spend = errorOf<ProlificRequestError>(client.studies.publish({ id: 's1' }, { signal: stop.signal }))
    await host.arrived(2)
    stop.abort(reason)
    expect(await read).toBe(reason)
    expect(await spend).toMatchObject({ name: 'ProlificAmbiguousResultError', cause: reason })
  })

  test('ends a call in the queue, and the queue goes on', async () => {
    const hold = gate()
    host.reply = () => ({ json: {}, after: hold.promise })
    const client = testClient(host.url, { concurrency: 1 })
    const stop = new AbortController()
    const running = client.users.me()
    await host.arrived(1)
    const queued = errorOf(client.users.me({}, { signal: stop.signal }))
    const behind = client.users.me()
    await new Promise(setImmediate)
    stop.abort(reason)
    expect(await queued).toBe(reason)
    hold.open()
    await Promise.all([running, behind])
    expect(host.requests).toHaveLength(2)
  })

  test('ends a wait before the next attempt, and what may have happened stays open', async () => {
    host.reply = () => ({ status: 503 })
    const stop = new AbortController()
    const clock = { ...systemClock, random: () => 1 }
    let waiting = 0
    const logger = { info: () => void waiting++ }
    const client = testClient(host.url, { clock, logger, retries: { base: 60_000, cap: 60_000 } })
    const read = errorOf(client.users.me({}, { signal: stop.signal, timeout: 100_000 }))
    await host.arrived(1)
    host.reply = () => 'reset'
    const write = errorOf(
      client.submissions.unreject({ id: 'a1' }, { signal: stop.signal, timeout: 100_000 }),
    )
    while (waiting < 2) await new Promise(setImmediate)
    stop.abort(reason)
    expect(await read).toBe(reason)
    expect(await write).toMatchObject({ name: 'ProlificAmbiguousResultError', cause: reason })
    expect(host.requests).toHaveLength(2)
  })
})
