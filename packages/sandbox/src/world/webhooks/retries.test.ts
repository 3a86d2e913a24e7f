import { beforeEach, describe, expect, test } from 'vitest'
import { publish, send } from '../../../test/drive.ts'
import { clientOf, openReceiver, type Receiver, subscribe } from '../../../test/receiver.ts'
import { webhookLab } from '../../../test/webhook-lab.ts'
import { createSandbox, type Sandbox } from '../../index.ts'

const lab = webhookLab()
let sandbox: Sandbox
let receiver: Receiver
beforeEach(() => {
  ;({ sandbox, receiver } = lab)
})

describe('an event that does not arrive', () => {
  test.each([
    ['500', 500, { status: 500 }],
    ['a redirect, which is not followed', 302, { status: 302 }],
    ['no answer at all', 'hang', { error: 'No answer: nothing whole came within 300 ms.' }],
    ['a closed connection', 'close', { error: 'No answer: socket hang up.' }],
    ['half an answer', 'half', { error: 'No answer: aborted.' }],
  ] as const)('because of %s is sent again, under the same id', async (_, reaction, attempt) => {
    receiver.reactions = [reaction, 204]
    await subscribe(sandbox, receiver.url, 'study.status.change')
    const study = await publish(sandbox)
    await sandbox.advance(0)
    const [first, second] = await sandbox.webhooks.deliveries()
    const at = '2026-01-05T09:00:00.000000Z'
    expect(first).toMatchObject({ status: 'PENDING', resource: study, attempts: [{ at, ...attempt }] })
    expect(second).toMatchObject({ status: 'SUCCEEDED', attempts: [{ at, status: 204 }] })
    await sandbox.advance('1 min')
    const [again] = await sandbox.webhooks.deliveries()
    expect(again).toMatchObject({ status: 'SUCCEEDED', attempts: [attempt, { status: 204 }] })
    const [one, , two] = receiver.received
    expect(receiver.received).toHaveLength(3)
    expect(two!.headers['x-event-id']).toBe(one!.headers['x-event-id'])
    expect(two!.headers['x-timestamp']).toBe(one!.headers['x-timestamp'])
    expect(two!.body).toBe(one!.body)
  })

  test('is tried twelve times within Prolific’s waits, and then has failed', async () => {
    receiver.reactions = [503]
    const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.progress.change')
    const study = await publish(sandbox)
    await sandbox.participants.arrive({ study, behaviour: 'never_starts' })
    await sandbox.advance(0)
    await sandbox.advance('2 days')
    const [{ attempts, status, next }] = (await sandbox.webhooks.deliveries()) as [never]
    expect([attempts, status, next]).toEqual([expect.any(Array), 'FAILED', undefined])
    const times = (attempts as { at: string }[]).map(({ at }) => Date.parse(at))
    expect(times).toHaveLength(12)
    const waits = times.slice(1).map((at, i) => at - times[i]!)
    for (const [i, wait] of waits.entries()) expect(wait).toBeLessThanOrEqual(60_000 * 2 ** i + 1)
    expect(Math.max(...waits)).toBeGreaterThan(60 * 60_000)
    const { rows } = await clientOf(sandbox).webhooks.listEvents({
      subscription_id: subscriptions[0]!,
      status: 'FAILED',
    })
    expect(rows[0]).toMatchObject({ resource_id: study, status: 'FAILED', target_url: receiver.url })
  })

  test('keeps nobody waiting but those who move time', async () => {
    receiver.reactions = ['hang']
    await subscribe(sandbox, receiver.url, 'study.status.change')
    await using patient = await createSandbox({ seed: 'patient' })
    await subscribe(patient, receiver.url, 'study.status.change')
    const before = performance.now()
    const study = await publish(patient)
    expect(performance.now() - before).toBeLessThan(2000)
    const moving = patient.advance(0)
    moving.catch(() => {})
    // Time waits for the receiver; the API does not.
    for (let i = 0; i < 5; i++)
      expect((await send(patient, `GET /api/v1/studies/${study}/`)).status).toBe(200)
    expect(performance.now() - before).toBeLessThan(5000)
    expect((await patient.webhooks.deliveries())[0]!.attempts).toEqual([])
    await patient.close()
    await expect(moving).rejects.toThrow('while time was moving')
  })

  test('to a receiver that was killed arrives when it is back', async () => {
    const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.status.change')
    const port = Number(new URL(receiver.url).port)
    await receiver.close()
    await publish(sandbox)
    await sandbox.advance(0)
    expect((await sandbox.webhooks.deliveries()).map(({ attempts }) => attempts[0]!.error)).toEqual(
      Array(2).fill(`No answer: connect ECONNREFUSED 127.0.0.1:${port}.`),
    )
    receiver = await openReceiver(undefined, port)
    await sandbox.advance('1 day')
    const ids = receiver.received.map(({ headers }) => headers['x-event-id'])
    expect(new Set(ids).size).toBe(2)
    const { rows } = await clientOf(sandbox).webhooks.listEvents({ subscription_id: subscriptions[0]! })
    expect(rows.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  })
})
