import { beforeEach, describe, expect, test } from 'vitest'
import { call, publish } from '../../../test/drive.ts'
import { openReceiver, type Receiver, subscribe } from '../../../test/receiver.ts'
import { webhookLab } from '../../../test/webhook-lab.ts'
import { createSandbox } from '../../index.ts'

const lab = webhookLab()
let receiver: Receiver
beforeEach(() => {
  receiver = lab.receiver
})

describe('while a delivery is under way', () => {
  /** A sandbox whose first event is at the receiver, which does not answer. */
  const underWay = async () => {
    receiver.reactions = ['hang', 204]
    const patient = await createSandbox({ seed: 'patient' })
    await subscribe(patient, receiver.url, 'study.status.change')
    const start = patient.snapshot()
    await publish(patient)
    const moving = patient.advance('1 hour').then(
      () => 'arrived',
      (error: Error) => error.message,
    )
    await expect.poll(() => receiver.received.length, { interval: 2 }).toBe(1)
    return { patient, start, moving }
  }

  test.each(['reset', 'restore', 'close'] as const)('a %s lets it come to nothing', async (how) => {
    const { patient, start, moving } = await underWay()
    if (how === 'restore') patient.restore(start)
    else await patient[how]()
    expect(await moving).toContain('while time was moving')
    if (how === 'close') return
    expect(await patient.webhooks.deliveries()).toEqual([])
    await patient.advance('2 days')
    expect(receiver.received).toHaveLength(1)
    await patient.close()
  })

  test('a fork delivers on its own', async () => {
    const { patient, moving } = await underWay()
    await using fork = await patient.fork()
    await fork.advance('1 hour')
    expect((await fork.webhooks.deliveries()).map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
    expect((await patient.webhooks.deliveries()).map(({ status }) => status)).toEqual(['PENDING', 'PENDING'])
    await patient.close()
    await moving
  })
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  'a webhookTimeout of %s is refused',
  async (webhookTimeout) => {
    await expect(createSandbox({ webhookTimeout })).rejects.toThrow('webhookTimeout must be')
  },
)

describe('with a real clock', () => {
  test('events leave by themselves, and those that timers bring about too', async () => {
    await using real = await createSandbox({ seed: 'real', clock: 'real' })
    await subscribe(real, receiver.url, 'study.status.change')
    const study = await publish(real)
    const statuses = () => receiver.received.map(({ event }) => event.status)
    await expect.poll(statuses, { interval: 5, timeout: 5000 }).toEqual(['PUBLISHING', 'ACTIVE'])
    const { id } = await call(real, `POST /api/v1/studies/${study}/clone/`)
    const publish_at = new Date(real.clock.now() + 50).toISOString()
    await call(real, `POST /api/v1/studies/${id}/transition/`, { action: 'SCHEDULE_PUBLISH', publish_at })
    await expect
      .poll(() => statuses().slice(2), { interval: 5, timeout: 5000 })
      .toEqual(['SCHEDULED', 'PUBLISHING', 'ACTIVE'])
  })

  test('time does not go back when an advance has waited for a receiver', async () => {
    await using real = await createSandbox({ seed: 'real', clock: 'real', webhookTimeout: 50 })
    receiver.reactions = ['hang']
    await subscribe(real, receiver.url, 'study.status.change')
    const study = await publish(real)
    const moving = real.advance(0)
    let latest = 0
    const watch = async () => {
      await call(real, `GET /api/v1/studies/${study}/`)
      const now = real.clock.now()
      expect(now).toBeGreaterThanOrEqual(latest)
      latest = now
    }
    let isOver = false
    moving.finally(() => {
      isOver = true
    })
    while (!isOver) await watch()
    await watch()
  })

  test('a receiver that never answers holds up nobody else, and not the end', async () => {
    const real = await createSandbox({ seed: 'real', clock: 'real' })
    await using dead = await openReceiver()
    dead.reactions = ['hang']
    await subscribe(real, dead.url, 'study.status.change')
    await subscribe(real, receiver.url, 'study.status.change')
    await publish(real)
    await expect.poll(() => receiver.received.length, { interval: 5, timeout: 5000 }).toBe(2)
    expect(dead.received).toHaveLength(1)
    const before = performance.now()
    await real.close()
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
