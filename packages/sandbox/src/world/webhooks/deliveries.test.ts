import { MemoryDeduper, nodeWebhookHandler, verify } from 'prolific-kit/webhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { publish, send } from '../../../test/drive.ts'
import { clientOf, openReceiver, type Receiver, subscribe } from '../../../test/receiver.ts'
import { change, webhookLab } from '../../../test/webhook-lab.ts'
import type { Sandbox } from '../../index.ts'

const DAY = 24 * 60 * 60_000
const lab = webhookLab()
let sandbox: Sandbox
let receiver: Receiver
beforeEach(() => {
  ;({ sandbox, receiver } = lab)
})

describe('a subscription', () => {
  test('that is paused or removed gives up what waits, and is told nothing', async () => {
    receiver.reactions = [500]
    const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.status.change')
    const [subscription_id] = subscriptions as [string]
    const study = await publish(sandbox)
    await sandbox.advance(0)
    const { webhooks } = clientOf(sandbox)
    await webhooks.updateSubscription({ subscription_id, is_enabled: false })
    await change(sandbox, study)
    await sandbox.advance(DAY)
    expect(receiver.received).toHaveLength(2)
    expect((await sandbox.webhooks.deliveries()).map(({ status }) => status)).toEqual(['FAILED', 'FAILED'])
    await webhooks.updateSubscription({ subscription_id, is_enabled: true })
    await change(sandbox, study)
    await webhooks.removeSubscription({ subscription_id })
    await sandbox.advance(DAY)
    expect(receiver.received).toHaveLength(2)
    expect(await sandbox.webhooks.deliveries()).toHaveLength(3)
  })

  test('lists its events: newest first, by status and by resource', async () => {
    receiver.reactions = [204, 500]
    const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.status.change')
    const [subscription_id] = subscriptions as [string]
    const studies = [await publish(sandbox), await publish(sandbox)]
    await sandbox.advance(0)
    const list = async (query: object) =>
      (await clientOf(sandbox).webhooks.listEvents({ subscription_id, ...query })).rows
    const all = await list({})
    expect(
      all.map(({ resource_id, payload }) => [resource_id, (payload as { status: string }).status]),
    ).toEqual(
      [studies[1], studies[0]].flatMap((id) => [
        [id, 'ACTIVE'],
        [id, 'PUBLISHING'],
      ]),
    )
    expect(await list({ status: 'SUCCEEDED' })).toEqual([all[3]])
    expect(await list({ status: 'PENDING', resource_id: studies[1] })).toEqual(all.slice(0, 2))
    expect(await list({ status: '["SUCCEEDED", "PENDING"]' })).toEqual(all)
    expect(await list({ limit: 1, offset: 1 })).toEqual([all[1]])
    expect(
      (await send(sandbox, `GET /api/v1/hooks/subscriptions/${subscription_id}/events/?status=LOST`)).status,
    ).toBe(400)
  })

  test('follows a new secret and a new address from the next attempt on', async () => {
    receiver.reactions = [500]
    const { subscriptions, workspace, secret } = await subscribe(sandbox, receiver.url, 'study.status.change')
    await using next = await openReceiver()
    await publish(sandbox)
    await sandbox.advance(0)
    const { webhooks } = clientOf(sandbox)
    const fresh = await webhooks.createSecret({ workspace_id: workspace })
    await webhooks.updateSubscription({ subscription_id: subscriptions[0]!, target_url: next.url })
    await sandbox.advance('1 hour')
    expect([receiver.received.length, next.received.length]).toEqual([2, 2])
    const [{ body, headers }] = next.received as [(typeof next.received)[0]]
    await expect(verify(body, headers, secret)).rejects.toThrow()
    expect((await verify(body, headers, fresh.value!)).event.event_type).toBe('study.status.change')
  })
})

test('our own receiver handles each event once, whatever is repeated', async () => {
  const handled: string[] = []
  let failures = 3
  let secret = ''
  const handle = (...args: Parameters<ReturnType<typeof nodeWebhookHandler>>) =>
    nodeWebhookHandler({
      secret,
      deduper,
      logger: {},
      onEvent(event) {
        if (failures-- > 0) throw new Error('not now')
        handled.push(JSON.stringify(event))
      },
    })(...args)
  const deduper = new MemoryDeduper()
  await using own = await openReceiver(handle)
  ;({ secret } = await subscribe(sandbox, own.url, 'study.status.change'))
  await publish(sandbox)
  await sandbox.advance('1 hour')
  const sent = await sandbox.webhooks.deliveries()
  expect(sent.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  expect(
    sent
      .flatMap(({ attempts }) => attempts)
      .map(({ status }) => status)
      .sort(),
  ).toEqual([204, 204, 500, 500, 500])
  await sandbox.webhooks.redeliver(sent[0]!.id)
  await sandbox.advance(0)
  expect((await sandbox.webhooks.deliveries())[0]!.attempts.at(-1)!.status).toBe(204)
  expect(new Set(handled).size).toBe(2)
  expect(handled).toHaveLength(2)
})

test('an event can be sent again, by the library and over HTTP; not that of another key, nor to nobody', async () => {
  const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.status.change')
  const study = await publish(sandbox)
  await sandbox.advance(0)
  const event = 'study.status.change'
  const [first] = await sandbox.webhooks.deliveries({ subscription: subscriptions[0]!, event })
  expect(await sandbox.webhooks.deliveries({ event: 'study.progress.change' })).toEqual([])
  expect(await sandbox.webhooks.deliveries({ subscription: 'x' })).toEqual([])
  const listed = await send(sandbox, `GET /_sandbox/deliveries?event=${event}`)
  expect(listed.body).toEqual({ deliveries: await sandbox.webhooks.deliveries() })
  const again = await send(sandbox, `POST /_sandbox/deliveries/${first!.id}/redeliver`)
  expect([again.status, again.body.status]).toEqual([200, 'PENDING'])
  await sandbox.idle()
  expect(receiver.received.map(({ event }) => [event.resource_id, event.status])).toEqual([
    [study, 'PUBLISHING'],
    [study, 'ACTIVE'],
    [study, 'PUBLISHING'],
  ])
  const other = { url: sandbox.url, key: 'sandbox_other' }
  expect((await send(other, 'GET /_sandbox/deliveries')).body).toEqual({ deliveries: [] })
  expect((await send(other, `POST /_sandbox/deliveries/${first!.id}/redeliver`)).status).toBe(404)
  await expect(sandbox.webhooks.redeliver('unknown')).rejects.toThrow('does not exist')
  await clientOf(sandbox).webhooks.removeSubscription({ subscription_id: subscriptions[0]! })
  await expect(sandbox.webhooks.redeliver(first!.id)).rejects.toThrow('was removed')
})

describe('faults', () => {
  const meet = async (
    fault: 'webhook_lose' | 'webhook_duplicate' | 'webhook_reorder' | 'webhook_bad_signature',
  ) => {
    const { secret } = await subscribe(sandbox, receiver.url, 'study.status.change')
    await sandbox.faults.add({ operation: 'study.status.change', fault, times: 1 })
    const study = await publish(sandbox)
    await sandbox.idle()
    await sandbox.advance('1 hour')
    const statuses = receiver.received.map(({ event }) => event.status)
    return { secret, study, statuses, deliveries: await sandbox.webhooks.deliveries() }
  }

  test('lose: the event never arrives, and is listed as failed', async () => {
    const { statuses, deliveries } = await meet('webhook_lose')
    expect(statuses).toEqual(['ACTIVE'])
    expect(deliveries.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED'])
  })

  test('duplicate: the event arrives twice under one id', async () => {
    const { statuses, deliveries } = await meet('webhook_duplicate')
    expect(statuses).toEqual(['PUBLISHING', 'PUBLISHING', 'ACTIVE'])
    expect(receiver.received[0]!.headers['x-event-id']).toBe(receiver.received[1]!.headers['x-event-id'])
    expect(deliveries[0]!.attempts.map(({ status }) => status)).toEqual([204, 204])
  })

  test('reorder: the event is overtaken, and its X-Timestamp tells', async () => {
    const { statuses } = await meet('webhook_reorder')
    expect(statuses).toEqual(['ACTIVE', 'PUBLISHING'])
    const [early, late] = receiver.received.map(({ headers }) => Number(headers['x-timestamp']))
    expect(late).toBeLessThanOrEqual(early!)
  })

  test('bad signature: refused at first, and right when it comes again', async () => {
    receiver.reactions = [400, 204]
    const { statuses, secret } = await meet('webhook_bad_signature')
    expect(statuses).toEqual(['PUBLISHING', 'ACTIVE', 'PUBLISHING'])
    const checks = receiver.received.map(({ body, headers }) =>
      verify(body, headers, secret).then(
        () => 'right',
        (error) => error.reason,
      ),
    )
    expect(await Promise.all(checks)).toEqual(['wrong_signature', 'right', 'right'])
  })
})
