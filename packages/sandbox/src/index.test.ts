import fc from 'fast-check'
import { expect, test } from 'vitest'
import { call, publish, send, submissionsOf } from '../test/drive.ts'
import { dump } from './core/store.ts'
import { createSandbox, type Sandbox } from './index.ts'

const worldOf = (sandbox: Sandbox) => JSON.stringify(dump(sandbox.snapshot().state))

/** A study with participants, approvals and half-finished work. */
async function live(sandbox: Sandbox): Promise<string> {
  const study = await publish(sandbox)
  await sandbox.participants.arrive({ study, count: 14, within: '2 hours' })
  await sandbox.advance('90 min')
  for (const [id, { status }] of await submissionsOf(sandbox, study)) {
    if (status === 'AWAITING REVIEW')
      await call(sandbox, `POST /api/v1/submissions/${id}/transition/`, { action: 'APPROVE' })
  }
  return study
}

test('it listens on this machine only, and says how clients find it', async () => {
  await using sandbox = await createSandbox({ seed: 1 })
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(sandbox.env).toEqual({
    PROLIFIC_BASE_URL: `${sandbox.url}/api/v1/`,
    PROLIFIC_URL: sandbox.url,
    PROLIFIC_API_KEY: sandbox.key,
    PROLIFIC_TOKEN: sandbox.key,
  })
  expect(sandbox.key).toMatch(/^sandbox_/)
  expect((await send(sandbox, 'GET /api/v1/users/me/')).status).toBe(200)
  await expect(createSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('is in use')
})

test('time that is moved by nothing, or by what is no time, says how to move it', async () => {
  await using sandbox = await createSandbox({ port: false })
  for (const nothing of [undefined, null, true, {}])
    await expect((async () => sandbox.advance(nothing as never))()).rejects.toThrow(/Not a (duration|moment)/)
})

test('after close nobody listens, and closing twice is no mistake', async () => {
  const sandbox = await createSandbox()
  await call(sandbox, 'GET /api/v1/users/me/')
  await sandbox.close()
  await sandbox.close()
  await expect(fetch(`${sandbox.url}/_sandbox/health`)).rejects.toThrow()
})

test('its fetch answers as the socket does', async () => {
  await using sandbox = await createSandbox({ seed: 1 })
  const headers = { authorization: `Token ${sandbox.key}` }
  const inside = await sandbox.fetch('/api/v1/users/me/', { headers })
  expect(await inside.json()).toEqual(await call(sandbox, 'GET /api/v1/users/me/'))
  const created = await sandbox.fetch(
    new Request(`${sandbox.url}/api/v1/workspaces/`, { method: 'POST', headers, body: '{"title":"x"}' }),
  )
  expect(created.status).toBe(201)
})

test('HEAD answers like GET without a body, also over the socket', async () => {
  await using sandbox = await createSandbox({ seed: 1 })
  const answer = await send(sandbox, 'HEAD /api/v1/users/me/')
  expect([answer.status, answer.headers.get('x-sandbox')]).toEqual([200, '1'])
})

test('each key has a world of its own', async () => {
  await using sandbox = await createSandbox({ seed: 1, keys: ['mine'] })
  const other = { url: sandbox.url, key: 'sandbox_other' }
  expect(sandbox.key).toBe('mine')
  const study = await publish(sandbox)
  expect((await call(other, 'GET /api/v1/studies/')).meta.count).toBe(0)
  expect((await send(other, `GET /api/v1/studies/${study}/`)).status).toBe(404)
})

test('the same seed gives the same world, byte for byte, and another seed another one', async () => {
  const worlds: string[] = []
  for (const seed of [7, 7, 8]) {
    await using sandbox = await createSandbox({ seed, keys: ['mine'] })
    const study = await live(sandbox)
    worlds.push(worldOf(sandbox).replaceAll(study, 'STUDY'))
  }
  expect(worlds[0]).toBe(worlds[1])
  expect(worlds[0]).not.toBe(worlds[2])
})

test('a seeded world begins on a fixed day, an unseeded one now, and either can be told', async () => {
  await using seeded = await createSandbox({ seed: 'x' })
  expect(seeded.clock.now()).toBe(Date.UTC(2026, 0, 5, 9))
  await using told = await createSandbox({ seed: 'x', now: '2027-03-01T12:00Z' })
  expect(told.clock.now()).toBe(Date.UTC(2027, 2, 1, 12))
  const before = Date.now()
  await using unseeded = await createSandbox()
  expect(unseeded.clock.now()).toBeGreaterThanOrEqual(before)
  expect(unseeded.clock.now()).toBeLessThanOrEqual(Date.now())
  await expect(createSandbox({ now: 'lunch time' })).rejects.toThrow('now is no moment')
})

test('a manual clock stands still; a real one goes on, and catches up with what fell due', async () => {
  await using sandbox = await createSandbox({ seed: 1, clock: 'real' })
  const study = await publish(sandbox)
  const first = sandbox.clock.now()
  const { arrivals } = await sandbox.participants.arrive({ study, behaviour: 'manual' })
  await sandbox.advance({ to: first + 10 * 60_000 - 1 })
  const until = Date.now() + 20_000
  let status = 'RESERVED'
  while (status === 'RESERVED' && Date.now() < until) {
    status = (await submissionsOf(sandbox, study)).get(arrivals[0]!.submission!)!.status
  }
  expect(status).toBe('RETURNED')
  await using still = await createSandbox({ seed: 1 })
  const stands = still.clock.now()
  await call(still, 'GET /api/v1/users/me/')
  expect(still.clock.now()).toBe(stands)
})

test('reset equals a fresh start', async () => {
  await using sandbox = await createSandbox({ seed: 3 })
  const fresh = worldOf(sandbox)
  await live(sandbox)
  expect(worldOf(sandbox)).not.toBe(fresh)
  sandbox.reset()
  expect(worldOf(sandbox)).toBe(fresh)
  const study = await live(sandbox)
  await using other = await createSandbox({ seed: 3 })
  expect(await live(other)).toBe(study)
  expect(worldOf(other)).toBe(worldOf(sandbox))
})

test('whatever happened: a reset gives the fresh world, and a restored snapshot the world of its moment', async () => {
  await using sandbox = await createSandbox({ seed: 'any' })
  const fresh = worldOf(sandbox)
  const studies: string[] = []
  const latest = () => studies.at(-1) ?? ''
  const steps: Record<string, () => Promise<unknown>> = {
    publish: async () => studies.push(await publish(sandbox, { total_available_places: 3 })),
    arrive: () => sandbox.participants.arrive({ study: latest(), count: 3, within: '1 hour' }),
    pause: () => send(sandbox, `POST /api/v1/studies/${latest()}/transition/`, { action: 'PAUSE' }),
    advance: () => sandbox.advance('20 min'),
    idle: () => sandbox.idle(),
    'top up': () => sandbox.wallets.topUp({ amount: 100, key: 'sandbox_other' }),
  }
  const sequence = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 6 })
  const property = fc.asyncProperty(sequence, sequence, async (before, after) => {
    const run = async (names: string[]) => {
      for (const name of names)
        await steps[name]!().catch((error: unknown) => expect(error).toBeInstanceOf(TypeError))
    }
    await run(before)
    const [kept, then] = [sandbox.snapshot(), worldOf(sandbox)]
    await run(after)
    sandbox.restore(kept)
    expect(worldOf(sandbox)).toBe(then)
    sandbox.reset()
    studies.length = 0
    expect(worldOf(sandbox)).toBe(fresh)
  })
  await fc.assert(property, { numRuns: 15 })
})

test('a snapshot can be put back, and what happens then is what happened before', async () => {
  await using sandbox = await createSandbox({ seed: 4 })
  const study = await live(sandbox)
  const kept = sandbox.snapshot()
  const before = worldOf(sandbox)
  await sandbox.idle()
  const after = worldOf(sandbox)
  sandbox.restore(kept)
  expect(worldOf(sandbox)).toBe(before)
  expect((await submissionsOf(sandbox, study)).size).toBeGreaterThan(0)
  await sandbox.idle()
  expect(worldOf(sandbox)).toBe(after)
})

test('a fork goes on by itself, with timers, ids and chances of its own', async () => {
  await using sandbox = await createSandbox({ seed: 5 })
  await live(sandbox)
  const before = worldOf(sandbox)
  await using fork = await sandbox.fork()
  expect(fork.url).not.toBe(sandbox.url)
  await fork.idle()
  await publish(fork)
  expect(worldOf(sandbox)).toBe(before)
  await sandbox.idle()
  await publish(sandbox)
  expect(worldOf(sandbox)).toBe(worldOf(fork))
})

test('wallets take money from outside, and account for all of it', async () => {
  await using sandbox = await createSandbox({ seed: 6 })
  const study = await live(sandbox)
  const paidIn = await sandbox.wallets.topUp({ amount: 5000 })
  const [statement] = await sandbox.wallets.statements()
  expect(statement).toEqual(paidIn)
  const sum = statement!.movements
    .flatMap(({ lines }) => lines)
    .reduce((total, { amount }) => total + amount, 0)
  expect(Math.round(sum * 100)).toBe(0)
  expect(statement!.movements.some((movement) => movement.study === study)).toBe(true)
  expect(statement!.movements.at(-1)).toMatchObject({ reason: 'top_up' })
  const wire = await call(sandbox, `GET /api/v1/workspaces/${statement!.workspace}/balance/`)
  expect(wire.available_balance).toBe(statement!.available_balance)
  await expect(sandbox.wallets.topUp({ amount: 1.5 })).rejects.toThrow('whole minor units')
  await expect(sandbox.wallets.topUp({ amount: 5, workspace: 'x' })).rejects.toThrow('does not exist')
})

test.each([
  [{ sed: 1 }, 'There is no option sed. Did you mean seed?'],
  [{ rules: { publishng: '5 min' } }, 'There is no rule publishng. Did you mean publishing?'],
  [{ clock: 'fast' }, 'clock is manual or real, not "fast"'],
  [{ mode: 'strickt' }, 'mode is compat or strict, not "strickt"'],
])('the options %j are refused', async (options, says) => {
  await expect(createSandbox(options as never)).rejects.toThrow(says)
})
