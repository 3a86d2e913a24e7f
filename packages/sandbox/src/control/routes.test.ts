import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, publish, send, submissionsOf } from '../../test/drive.ts'
import { createSandbox, type Sandbox } from '../index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'control' })
})
afterAll(() => sandbox.close())

/** Sends a request whose `Host` fetch would not let us choose; answers its status. */
const withHost = (path: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const outgoing = request(sandbox.url + path, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    outgoing.on('error', reject).end()
  })

test('a whole study can be driven from any language', async () => {
  const study = await publish(sandbox)
  expect(await call(sandbox, 'GET /_sandbox/health')).toMatchObject({
    status: 'ok',
    mode: 'compat',
    clock: 'manual',
  })
  const arrived = await call(sandbox, 'POST /_sandbox/participants', { study, count: 2, behaviour: 'manual' })
  expect(arrived.tookPart).toBe(2)
  const [first, second] = arrived.arrivals.map(({ submission }) => submission!)
  const act = (id: string, body: unknown) => send(sandbox, `POST /_sandbox/submissions/${id}/act`, body)
  expect((await act(first!, { action: 'start' })).body).toEqual({ id: first, status: 'ACTIVE' })
  expect((await act(first!, { action: 'start' })).status).toBe(400)
  expect((await act(first!, { action: 'complete', code: 'DONE' })).body.status).toBe('AWAITING REVIEW')
  expect(await call(sandbox, 'POST /_sandbox/clock', { by: '10 minutes' })).toMatchObject({ fired: 1 })
  expect((await submissionsOf(sandbox, study)).get(second!)!.status).toBe('RETURNED')
  expect((await call(sandbox, `GET /_sandbox/participants?study=${study}`)).arrivals).toHaveLength(2)
})

test('the completion address ends a submission with its code', async () => {
  const study = await publish(sandbox)
  const { arrivals } = await sandbox.participants.arrive({ study, count: 2, behaviour: 'manual' })
  const [first, second] = arrivals.map(({ submission }) => submission!)
  await sandbox.participants.act(first!, 'start')
  await sandbox.participants.act(second!, 'start')
  const page = await send(sandbox, `GET /submissions/complete?cc=DONE&session_id=${first}`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
  await send(sandbox, `GET /submissions/complete?session_id=${second}`)
  const rows = await submissionsOf(sandbox, study)
  expect(rows.get(first!)).toMatchObject({ status: 'AWAITING REVIEW', study_code: 'DONE' })
  expect(rows.get(second!)).toMatchObject({ status: 'AWAITING REVIEW', study_code: 'NOCODE' })
  expect((await send(sandbox, `GET /submissions/complete?cc=DONE&session_id=${first}`)).status).toBe(400)
  expect((await send(sandbox, 'GET /submissions/complete?cc=DONE')).status).toBe(400)
  const script = await send(sandbox, `GET /submissions/complete?session_id=${encodeURIComponent('<script>')}`)
  expect(script.status).toBe(404)
  expect(script.body).not.toContain('<script>')
})

test('wallets belong to the key that asks', async () => {
  const other = { url: sandbox.url, key: 'sandbox_rich' }
  const { available_balance } = await call(other, 'POST /_sandbox/wallets', { amount: 500 })
  expect(available_balance).toBe(1_000_500)
  const { wallets } = await call(other, 'GET /_sandbox/wallets')
  expect(wallets[0]!.movements).toHaveLength(2)
  expect((await send({ ...other, key: 'nobody' }, 'GET /_sandbox/wallets')).status).toBe(401)
  expect((await send(other, 'POST /_sandbox/wallets', { amount: -5 })).status).toBe(400)
  expect((await send(other, 'POST /_sandbox/wallets', {})).status).toBe(400)
})

test('snapshots can be taken and put back, and a reset begins anew', async () => {
  const taken = await call(sandbox, 'POST /_sandbox/snapshots')
  await call(sandbox, 'POST /_sandbox/clock', { by: '1 day' })
  expect((await call(sandbox, 'GET /_sandbox/snapshots')).snapshots).toContainEqual(taken)
  expect(await call(sandbox, `POST /_sandbox/snapshots/${taken.id}/restore`)).toEqual({ now: taken.at })
  expect((await send(sandbox, 'POST /_sandbox/snapshots/none/restore')).status).toBe(404)
  expect(await call(sandbox, 'POST /_sandbox/reset')).toEqual({ now: '2026-01-05T09:00:00.000000Z' })
  expect((await call(sandbox, 'GET /api/v1/studies/')).meta.count).toBe(0)
})

test('reading changes nothing', async () => {
  await call(sandbox, 'GET /api/v1/users/me/')
  const before = sandbox.snapshot().state
  const stranger = { url: sandbox.url, key: 'sandbox_not_seen_before' }
  for (const path of ['health', 'clock', 'participants?study=x', 'wallets', 'snapshots']) {
    await call(stranger, `GET /_sandbox/${path}`)
  }
  expect(sandbox.snapshot().state).toBe(before)
})

test('pages of other sites are refused, by Host and by Origin', async () => {
  const port = new URL(sandbox.url).port
  expect(await withHost('/_sandbox/clock', { host: `localhost:${port}` })).toBe(200)
  expect(await withHost('/_sandbox/clock', { host: `[::1]:${port}` })).toBe(200)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
  ]) {
    expect(await withHost('/_sandbox/clock', { host }), host).toBe(403)
  }
  const before = sandbox.snapshot().state
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://localhost.evil.example',
  ]) {
    expect((await send(sandbox, 'POST /_sandbox/clock', { by: 1000 }, { origin })).status, origin).toBe(403)
  }
  expect(sandbox.snapshot().state).toBe(before)
  const own = await send(sandbox, 'GET /_sandbox/clock', undefined, { origin: sandbox.url })
  expect(own.status).toBe(200)
})

test('what is wrong with a request is said', async () => {
  const refusal = async (route: string, body?: unknown) => {
    const answer = await send(sandbox, route, body)
    return [answer.status, answer.body.error.detail]
  }
  expect(await refusal('POST /_sandbox/clock', {})).toEqual([400, expect.stringContaining('Say how far')])
  expect(await refusal('POST /_sandbox/clock', { by: 'soon' })).toEqual([
    400,
    expect.stringContaining('Not a duration'),
  ])
  expect(await refusal('POST /_sandbox/clock', { to: '2020-01-01' })).toEqual([
    400,
    expect.stringContaining('Time only moves forward'),
  ])
  expect(await refusal('POST /_sandbox/clock', [1])).toEqual([400, expect.stringContaining('JSON object')])
  expect(await refusal('POST /_sandbox/participants', { study: 'x' })).toEqual([
    400,
    expect.stringContaining('"x"'),
  ])
  // A slip would let other people come, end a submission without its code, pay into another wallet.
  for (const [route, body, says] of [
    [
      'participants',
      { study: 'x', behavior: 'no_code' },
      'There is no "behavior" here. Did you mean behaviour?',
    ],
    ['submissions/x/act', { action: 'complete', code: 1234 }, 'code must be text, not 1234'],
    [
      'submissions/x/act',
      { action: 'complete', cc: 'DONE' },
      'There is no "cc" here. There are action, code, body.',
    ],
    ['wallets', { amount: 100, workspace: 7 }, 'workspace must be text, not 7'],
    ['clock', { by: '1 hour', unit: 'ms' }, 'There is no "unit" here.'],
    ['faults', { operation: 'users.me', fault: 'drop_before', key: 'x' }, 'with a key in Authorization'],
  ] as const)
    expect(await refusal(`POST /_sandbox/${route}`, body)).toEqual([400, expect.stringContaining(says)])
  expect((await send(sandbox, 'GET /_sandbox/nothing')).status).toBe(404)
})
