import { verify } from 'prolific-kit/webhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { call, publish } from '../../test/drive.ts'
import { openReceiver, type Receiver, subscribe } from '../../test/receiver.ts'
import { webhookLab } from '../../test/webhook-lab.ts'
import { createSandbox, type Sandbox } from '../index.ts'

const lab = webhookLab()
let sandbox: Sandbox
let receiver: Receiver
beforeEach(() => {
  ;({ sandbox, receiver } = lab)
})

describe('events', () => {
  test('of a study and its submissions have the bodies that are documented', async () => {
    const { secret } = await subscribe(
      sandbox,
      receiver.url,
      'study.status.change',
      'submission.status.change',
      'study.progress.change',
    )
    const study = await publish(sandbox)
    const { arrivals } = await sandbox.participants.arrive({ study, behaviour: 'manual' })
    const { submission, participant } = arrivals[0]! as { submission: string; participant: string }
    await sandbox.participants.act(submission, 'start')
    await sandbox.participants.act(submission, 'return')
    await sandbox.advance(0)
    const ofStudy = (status: string) =>
      `{"resource_id": "${study}", "event_type": "study.status.change", "metadata": {}, "status": "${status}"}`
    const ofSubmission = (status: string) =>
      `{"resource_id": "${submission}", "event_type": "submission.status.change", "participant_id": "${participant}", "status": "${status}"}`
    const progress = `{"resource_id": "${study}", "event_type": "study.progress.change"}`
    const of = (type: string) =>
      receiver.received.filter(({ event }) => event.event_type === type).map(({ body }) => body)
    expect(of('study.status.change')).toEqual(['PUBLISHING', 'ACTIVE'].map(ofStudy))
    expect(of('submission.status.change')).toEqual(['RESERVED', 'ACTIVE', 'RETURNED'].map(ofSubmission))
    expect(of('study.progress.change')).toEqual([progress, progress])
    for (const { headers, body } of receiver.received) {
      expect(headers['content-type']).toBe('application/json')
      const delivery = await verify(body, headers, secret)
      expect(delivery.event.resource_id).toMatch(/^[0-9a-f]{24}$/)
      // The event has the time of the world, the signature that of the machine.
      expect(delivery.sentAt?.getTime()).toBe(sandbox.clock.now())
      expect(Math.abs(delivery.signedAt.getTime() - Date.now())).toBeLessThan(60_000)
      await expect(verify(body, headers, `${secret}x`)).rejects.toThrow()
    }
  })

  test('tell of many returns once, when it is a fifth of ten', async () => {
    await subscribe(sandbox, receiver.url, 'study.has_high_return_rate')
    const study = await publish(sandbox, { total_available_places: 20 })
    const { arrivals } = await sandbox.participants.arrive({ study, count: 12, behaviour: 'manual' })
    for (const [i, { submission }] of arrivals.entries()) {
      if (i < 5) await sandbox.participants.act(submission!, 'return')
      await sandbox.advance(0)
      expect(receiver.received).toHaveLength(i < 2 ? 0 : 1)
    }
    expect(receiver.received[0]!.body).toBe(
      `{"resource_id": "${study}", "event_type": "study.has_high_return_rate", "metadata": {}}`,
    )
  })

  test('of another workspace, another type or another key are not told', async () => {
    await subscribe(sandbox, receiver.url, 'submission.status.change')
    const other = { url: sandbox.url, key: 'sandbox_other' }
    await subscribe(other, receiver.url, 'study.status.change')
    const { id: workspace } = await call(sandbox, 'POST /api/v1/workspaces/', { title: 'Another' })
    const project = await call(sandbox, `POST /api/v1/workspaces/${workspace}/projects/`, { title: 'P' })
    await publish(sandbox, { project: project.id })
    await sandbox.advance('1 day')
    expect(receiver.received).toEqual([])
    expect(await sandbox.webhooks.deliveries()).toEqual([])
  })

  test('are the same bytes and ids for the same seed', async () => {
    const worlds: unknown[] = []
    for (const seed of [1, 1, 2]) {
      await using sandbox = await createSandbox({ seed })
      await using receiver = await openReceiver()
      await subscribe(sandbox, receiver.url, 'study.status.change', 'submission.status.change')
      const study = await publish(sandbox)
      await sandbox.participants.arrive({ study, count: 5, behaviour: 'mixed', within: '1 hour' })
      await sandbox.idle()
      expect(receiver.received.length).toBeGreaterThan(10)
      worlds.push(
        receiver.received
          .map(({ body, headers }) => [headers['x-event-id'], headers['x-timestamp'], body].join(' '))
          .sort(),
      )
    }
    expect(worlds[0]).toEqual(worlds[1])
    expect(worlds[0]).not.toEqual(worlds[2])
  })
})
