import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { WorkflowError } from '../errors.ts'
import type { WatchedChange } from './changes.ts'
import { fromRow, type WatchedSubmission } from './submission.ts'

const lab = await openLab('watching', { lookEvery: 10 })
const { sandbox, client, workspace } = lab
const server = createServer((request, response) => hook(request, response)).listen(0, '127.0.0.1')
await once(server, 'listening')
const target_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const { secret } = await lab.workflows.inbox.ensureSubscriptions({ workspace_id: workspace, target_url })
const hook = lab.workflows.inbox.handler({ secret, logger: {} })
afterAll(async () => {
  server.close()
  await lab.close()
})

/** What the sandbox says of a study, in the watcher's words. */
async function truth(study: string) {
  const rows = await client.submissions.list({ study }).toArray()
  const submissions = rows.map((row) => fromRow(study, row))
  return { study: await client.studies.retrieve({ id: study }), submissions: byId(submissions) }
}
const byId = (rows: readonly WatchedSubmission[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))

/** What the watcher knows. */
async function known(study: string) {
  const state = await lab.workflows.watching.state(study)
  return { study: state.study, submissions: byId(state.submissions) }
}

describe('webhooks that are lost, duplicated and reordered', () => {
  const seeds = Array.from({ length: process.env.CHECK_DEEP ? 20 : 3 }, (_, i) => i + 1)
  test.each(seeds)('end with exactly what Prolific has: %i', async (seed) => {
    const { inbox, watching } = lab.workflows
    const study = await lab.study({ total_available_places: 30 })
    await watching.watch(study)
    for (const [i, fault] of (['webhook_lose', 'webhook_duplicate', 'webhook_reorder'] as const).entries())
      for (const operation of ['submission.status.change', 'study.status.change', 'study.progress.change'])
        await sandbox.faults.add({ operation, fault, times: 12, after: (seed * 7 + i * 13) % 20 })
    await sandbox.participants.arrive({ study, count: 40, behaviour: 'mixed', within: '2 hours' })
    for (let round = 0; round < 6; round++) {
      await sandbox.advance('25 min')
      await inbox.handle()
      if (round % 3 === seed % 3) await watching.look(study)
      const [waiting] = (await truth(study)).submissions.filter(({ status }) => status === 'AWAITING REVIEW')
      if (waiting) await client.submissions.approve({ id: waiting.id })
    }
    await sandbox.faults.clear()
    await sandbox.advance('1 day')
    await inbox.handle()
    await watching.look(study, { whole: true })
    const there = await truth(study)
    expect(there.submissions.length).toBeGreaterThan(30)
    expect(await known(study)).toEqual(there)
    // What comes late changes nothing any more.
    for (const { id } of (await sandbox.webhooks.deliveries()).slice(0, 5))
      await sandbox.webhooks.redeliver(id)
    await sandbox.advance(0)
    await inbox.handle()
    expect(await known(study)).toEqual(there)
    expect(await inbox.list({ state: 'received' })).toEqual([])
    await watching.stop(study)
  })
})

test('events alone keep it right, and every change is told once, in order', async () => {
  const { inbox, watching } = lab.workflows
  const study = await lab.study({ total_available_places: 2 })
  await watching.watch(study)
  const { arrivals } = await sandbox.participants.arrive({ study, count: 2, behaviour: 'diligent' })
  await sandbox.advance('1 hour')
  await inbox.handle()
  const seen: WatchedChange[] = []
  const reading = (async () => {
    for await (const change of watching.changes(study)) seen.push(change)
  })()
  await client.submissions.approve({ id: arrivals[0]!.submission! })
  await sandbox.advance(0)
  await inbox.handle()
  expect(await known(study)).toMatchObject({ submissions: (await truth(study)).submissions })
  await watching.stop(study)
  await reading
  expect(seen.map(({ number }) => number)).toEqual(seen.map((_, i) => i + 1))
  const told = seen.filter((one) => one.kind === 'submission')
  expect(told.filter(({ submission }) => submission.id === arrivals[0]!.submission).at(-1)).toMatchObject({
    before: 'AWAITING REVIEW',
    status: 'APPROVED',
  })
  // Stopped: what happens from here on is left.
  await client.submissions.approve({ id: arrivals[1]!.submission! })
  await sandbox.advance(0)
  await inbox.handle()
  expect((await inbox.list({ state: 'left' }))[0]?.why).toBe('its study is not watched')
})

test('a worker sweeps by itself, where no event comes', async () => {
  const { watching } = lab.workflows
  const study = await lab.study({ total_available_places: 1 })
  await watching.watch(study, { sweepEvery: 1 })
  await sandbox.participants.arrive({ study, behaviour: 'manual' })
  await sandbox.advance('1 min')
  const worker = await lab.workflows.work({ kinds: ['watching.sweep'] })
  for await (const { kind, status } of watching.changes(study))
    if (kind === 'submission' && status === 'RESERVED') break
  await watching.stop(study)
  await worker.stop()
})

test('what is not watched is not known, and what is not there is not watched', async () => {
  const { watching } = lab.workflows
  await expect(watching.state('nobody')).rejects.toThrow(WorkflowError)
  await expect(watching.look('nobody')).rejects.toThrow(/call watching.watch\('nobody'\) first/)
  await expect(watching.watch('60d9aadeb86739de712faee0')).rejects.toThrow(/404|not found|There is no/i)
  await expect(watching.state('60d9aadeb86739de712faee0')).rejects.toThrow(WorkflowError)
  await expect(watching.watch('x', { sweepEvery: 0 })).rejects.toThrow(RangeError)
})
