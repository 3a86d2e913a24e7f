import { describe, expect, test } from 'vitest'
import { errorOf, testClient } from '../../test/client.ts'
import { gate, useHost } from '../../test/host.ts'
import { Concurrency } from './limits.ts'
import { POLICY } from './policy.ts'

const host = useHost()

describe('many calls', () => {
  test('run side by side up to the cap', async () => {
    let running = 0
    let most = 0
    const client = testClient(host.url, {
      concurrency: 3,
      middleware: [
        async (request, next) => {
          most = Math.max(most, ++running)
          return next(request).finally(() => running--)
        },
      ],
    })
    await Promise.all(Array.from({ length: 20 }, () => client.users.me()))
    expect([most, host.requests.length]).toEqual([3, 20])
  })

  test('of which those that spend run one after another, and reads beside them', async () => {
    let spending = 0
    let most = 0
    const hold = gate()
    host.reply = ({ method }) => {
      if (method === 'GET') return { json: {} }
      most = Math.max(most, ++spending)
      return { json: {}, after: hold.promise.then(() => spending--) }
    }
    const client = testClient(host.url)
    const spends = ['a', 'b', 'c'].map((id) => client.submissions.approve({ id }))
    const outside = client.request('POST /api/v1/other/')
    // While reads go and come, a second spend would have come too.
    for (let n = 0; n < 10; n++) await client.users.me()
    await host.arrived(11)
    expect([spending, host.requests.length]).toEqual([1, 11])
    hold.open()
    await Promise.all([...spends, outside])
    expect([most, host.requests.length]).toEqual([1, 14])
  })

  test('become fewer after a 429, and more again after good answers', async () => {
    const limits = new Concurrency(8)
    const enter = () => limits.enter(1_000, undefined)
    const one = async (status: number) => (await enter())(status)
    await one(429)
    expect(limits.allowed).toBe(4)
    for (let n = 0; n < 5; n++) await one(429)
    expect(limits.allowed).toBe(1)
    for (let n = 0; n < POLICY.limits.recovery; n++) await one(n % 2 ? 200 : 404)
    expect(limits.allowed).toBe(2)
    for (let n = 0; n < POLICY.limits.recovery * 10; n++) await one(500)
    expect(limits.allowed).toBe(2)
    for (let n = 0; n < POLICY.limits.recovery * 10; n++) await one(200)
    expect(limits.allowed).toBe(8)
  })

  test('never run past a lowered limit', async () => {
    const limits = new Concurrency(4)
    const leaves = await Promise.all([1, 2, 3, 4].map(() => limits.enter(1_000, undefined)))
    let entered = 0
    const waiting = [1, 2, 3].map(async () => {
      const leave = await limits.enter(1_000, undefined)
      entered++
      return leave
    })
    leaves[0]!(429)
    leaves[1]!(200)
    await new Promise(setImmediate)
    expect(entered).toBe(0)
    leaves[2]!(200)
    await new Promise(setImmediate)
    expect(entered).toBe(1)
    leaves[3]!(200)
    for (const wait of waiting) (await wait)(200)
  })

  test('that came in at last no longer count their time in the queue', async () => {
    const limits = new Concurrency(1)
    const first = await limits.enter(5_000, undefined)
    const second = limits.enter(30, undefined)
    first(200)
    const leaveSecond = await second
    const third = limits.enter(5_000, undefined)
    // Begun after the second and given longer: when its time is over, the second's would be too.
    expect(await errorOf(limits.enter(40, undefined) as Promise<unknown>)).toMatchObject({
      kind: 'timeout',
      sent: false,
    })
    leaveSecond(200)
    const leaveThird = await third
    leaveThird(200)
  })

  test.each([0, -1, 1.5, Number.NaN, '2'])('cannot be limited to %s', (concurrency) => {
    expect(() => testClient(host.url, { concurrency: concurrency as number })).toThrow(
      'The option concurrency',
    )
  })

  test.each([-1, 1.5, Number.NaN, '2', { base: -1 }, { cap: Number.NaN }])(
    'cannot be repeated %o times',
    (retries) => {
      expect(() => testClient(host.url, { retries: retries as number })).toThrow(/The option retries/)
    },
  )
})
