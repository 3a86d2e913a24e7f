import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signedRequest } from 'prolific-kit/webhooks'
import { afterAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'

const lab = await openLab('inbox', { lookEvery: 5 })
const { sandbox, client, workspace } = lab
afterAll(() => lab.close())
const secret = 'whsec-example'
const url = 'https://lab.example.org/hook'
const event = { event_type: 'study.status.change', resource_id: '60d9aadeb86739de712faee0', status: 'ACTIVE' }

describe('receiving', () => {
  const handler = () => lab.workflows.inbox.webHandler({ secret, logger: {} })

  test('an event is there when it is answered, once, as it was sent', async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await handler()(await signedRequest(url, event, secret, { id: 'event-1' }))
      expect(answer.status).toBe(204)
    }
    const [kept, ...more] = await lab.workflows.inbox.list()
    expect(more).toEqual([])
    expect(kept).toMatchObject({
      event_id: 'event-1',
      state: 'received',
      event,
      resource_id: event.resource_id,
    })
    expect(kept?.body).toContain('"event_type": "study.status.change"')
    expect(await lab.workflows.openJobs()).toBe(1)
  })

  test('deliveries of one event at the same time are one', async () => {
    const requests = await Promise.all(
      Array.from({ length: 5 }, () => signedRequest(url, event, secret, { id: 'event-2' })),
    )
    const answers = await Promise.all(requests.map(handler()))
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204])
    expect(await lab.workflows.inbox.list()).toHaveLength(2)
  })

  test('a forgery is refused and not kept', async () => {
    const answer = await handler()(await signedRequest(url, event, 'a guess', { id: 'event-3' }))
    expect(answer.status).toBe(400)
    expect(await lab.workflows.inbox.list()).toHaveLength(2)
  })

  test('without its id, one that comes again is known all the same', async () => {
    const request = await signedRequest(url, event, secret)
    request.headers.delete('X-Event-ID')
    await handler()(request.clone())
    await handler()(request)
    expect(await lab.workflows.inbox.list()).toHaveLength(3)
  })

  test('a database that fails answers 500, so that Prolific delivers again', async () => {
    const receive = handler()
    await lab.workflows.close()
    const request = await signedRequest(url, event, secret, { id: 'event-4' })
    expect((await receive(request)).status).toBe(500)
    await lab.reopen()
    expect((await handler()(await signedRequest(url, event, secret, { id: 'event-4' }))).status).toBe(204)
    expect(await lab.workflows.inbox.list()).toHaveLength(4)
  })

  test('node:http too', async () => {
    const server = createServer(lab.workflows.inbox.handler({ secret, logger: {} })).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const answer = await fetch(
      await signedRequest(`http://127.0.0.1:${port}/`, event, secret, { id: 'event-5' }),
    )
    expect(answer.status).toBe(204)
    server.close()
    expect(await lab.workflows.inbox.list()).toHaveLength(5)
  })
})

describe('handling', () => {
  test('what is unknown, unwatched or names nothing is left, and says why', async () => {
    const receive = lab.workflows.inbox.webHandler({ secret, logger: {} })
    await receive(
      await signedRequest(url, { event_type: 'moon.rise', resource_id: 'm' }, secret, { id: 'u1' }),
    )
    await receive(await signedRequest(url, { event_type: 'study.status.change' }, secret, { id: 'u2' }))
    const gone = { ...event, event_type: 'submission.status.change' }
    await receive(await signedRequest(url, gone, secret, { id: 'u3' }))
    // A worker does so by itself.
    const worker = await lab.workflows.work({ kinds: ['inbox.handle'] })
    while ((await lab.workflows.inbox.list({ state: 'received' })).length)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await worker.stop()
    const left = await lab.workflows.inbox.list({ state: 'left' })
    const why = (id: string) => left.find(({ event_id }) => event_id === id)?.why
    expect(left).toHaveLength(8)
    expect(why('u1')).toBe('nothing is known of moon.rise')
    expect(why('u2')).toBe('it names nothing that it is about')
    expect(why('u3')).toMatch(/^it is about something that this key does not see/)
    expect(why('event-1')).toBe('its study is not watched')
  })

  test('what is old is forgotten, but never before it was handled', async () => {
    const { inbox } = lab.workflows
    const receive = inbox.webHandler({ secret, logger: {} })
    await receive(await signedRequest(url, event, secret, { id: 'waits' }))
    await sandbox.advance('2 days')
    expect(await inbox.forget({ olderThan: 86_400_000 })).toBe(8)
    expect((await inbox.list()).map(({ event_id }) => event_id)).toEqual(['waits'])
    expect(await inbox.handle()).toBe(1)
    expect(await inbox.handle()).toBe(0)
  })
})

describe('subscribing', () => {
  const wanted = { workspace_id: workspace, target_url: 'http://127.0.0.1:9/' }
  const all = async () => [
    ...(await client.webhooks.listSubscriptions({ workspace_id: workspace }).toArray()),
    ...(await client.webhooks.listSubscriptions({ workspace_id: workspace, is_enabled: false }).toArray()),
  ]

  test('again and again is once, and the secret stays', async () => {
    const first = await lab.workflows.inbox.ensureSubscriptions(wanted)
    const again = await lab.workflows.inbox.ensureSubscriptions(wanted)
    expect(again).toEqual(first)
    expect((await all()).map(({ event_type }) => event_type).sort()).toEqual([
      'study.progress.change',
      'study.status.change',
      'submission.status.change',
    ])
    const other = await lab.workflows.inbox.ensureSubscriptions({ ...wanted, rotate: true })
    expect(other.secret).not.toBe(first.secret)
    expect(other.subscriptions).toEqual(first.subscriptions)
  })

  test('several at once make one secret and one subscription of each', async () => {
    const { id: workspace_id } = await client.workspaces.create({ title: 'Another' })
    const all = await Promise.all(
      [1, 2, 3].map(() => lab.workflows.inbox.ensureSubscriptions({ ...wanted, workspace_id })),
    )
    expect(new Set(all.map(({ secret }) => secret)).size).toBe(1)
    const last = await lab.workflows.inbox.ensureSubscriptions({ ...wanted, workspace_id })
    expect(await client.webhooks.listSubscriptions({ workspace_id }).toArray()).toHaveLength(3)
    expect(last.secret).toBe(all[0]!.secret)
  })

  test('what was switched off is switched on, and what was never confirmed is made anew', async () => {
    const [one] = (await lab.workflows.inbox.ensureSubscriptions(wanted)).subscriptions
    await client.webhooks.updateSubscription({ subscription_id: one!.id, is_enabled: false })
    await client.webhooks.createSubscription({ ...wanted, event_type: 'study.has_high_return_rate' })
    const event_types = [one!.event_type, 'study.has_high_return_rate']
    const { subscriptions } = await lab.workflows.inbox.ensureSubscriptions({ ...wanted, event_types })
    expect(subscriptions[0]).toEqual(one)
    expect((await all()).every(({ is_enabled }) => is_enabled)).toBe(true)
  })

  test.each(['webhooks.createSubscription', 'webhooks.confirmSubscription', 'webhooks.createSecret'])(
    'a lost answer of %s changes nothing of it',
    async (operation) => {
      const { id: workspace_id } = await client.workspaces.create({ title: operation })
      await sandbox.faults.add({ operation, fault: 'drop_after_commit', times: 1 })
      const { secret } = await lab.workflows.inbox.ensureSubscriptions({ ...wanted, workspace_id })
      const [only, ...more] = await client.webhooks.listSecrets({ workspace_id }).toArray()
      expect([only?.value, more]).toEqual([secret, []])
      const enabled = await client.webhooks.listSubscriptions({ workspace_id }).toArray()
      const disabled = await client.webhooks.listSubscriptions({ workspace_id, is_enabled: false }).toArray()
      expect([enabled.length, disabled.length]).toEqual([3, 0])
      expect(await sandbox.faults.list()).toEqual([])
    },
  )
})
