import { beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../../../test/drive.ts'
import { clientOf, type Receiver, subscribe } from '../../../test/receiver.ts'
import { change, webhookLab } from '../../../test/webhook-lab.ts'
import type { Sandbox } from '../../index.ts'

const DAY = 24 * 60 * 60_000
const lab = webhookLab()
let sandbox: Sandbox
let receiver: Receiver
beforeEach(() => {
  ;({ sandbox, receiver } = lab)
})

describe('an address that fails', () => {
  const fail = async (days: number) => {
    const { subscriptions } = await subscribe(sandbox, receiver.url, 'study.status.change')
    const study = await publish(sandbox, { total_available_places: 3 })
    for (let day = 0; day < days; day++) {
      await sandbox.advance(DAY)
      await change(sandbox, study)
    }
    const [id] = subscriptions
    return { id: id!, study }
  }
  const isEnabled = async (subscription_id: string) =>
    (await clientOf(sandbox).webhooks.retrieveSubscription({ subscription_id })).is_enabled

  test('on five days in a row is told nothing more, until it is enabled again', async () => {
    receiver.reactions = [500]
    const { id, study } = await fail(4)
    await sandbox.advance({ to: '2026-01-09T23:59:59Z' })
    expect(await isEnabled(id)).toBe(true)
    await sandbox.advance({ to: '2026-01-10T00:00Z' })
    expect(await isEnabled(id)).toBe(false)
    expect((await sandbox.webhooks.deliveries()).every(({ status }) => status === 'FAILED')).toBe(true)
    const before = receiver.received.length
    await change(sandbox, study)
    await sandbox.advance(DAY)
    expect(receiver.received).toHaveLength(before)
    receiver.reactions = [204]
    await clientOf(sandbox).webhooks.updateSubscription({ subscription_id: id, is_enabled: true })
    await change(sandbox, study)
    await sandbox.advance(0)
    expect(receiver.received).toHaveLength(before + 1)
  })

  test('but answers once in five days stays', async () => {
    receiver.reactions = [...Array(20).fill(500), 204, 500]
    const { id } = await fail(4)
    await sandbox.advance('3 days')
    expect(receiver.received.length).toBeGreaterThan(22)
    expect(await isEnabled(id)).toBe(true)
  })

  test('with days between that had no event stays', async () => {
    receiver.reactions = [500]
    const { id, study } = await fail(1)
    for (let i = 0; i < 5; i++) {
      await sandbox.advance('4 days')
      await change(sandbox, study)
    }
    expect(await isEnabled(id)).toBe(true)
  })
})
