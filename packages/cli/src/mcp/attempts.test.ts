/** What an agent may try so that money moves without a person. */
import { Prolific } from 'prolific-kit'
import { describe, expect, test } from 'vitest'
import { details, lines, page, prompts, schema } from '../../../sandbox/test/builder.ts'
import { STUDY } from '../../test/agent.ts'
import { approvedPublishing, COST, draft, SpendingLab } from '../../test/spending-lab.ts'
import { RefusedError } from '../exit-codes.ts'

const lab = new SpendingLab()

describe('modes', () => {
  test('without --allow-spending nothing is spent, approved or not', async () => {
    const agent = await lab.agentWith({ mode: 'default', maxCost: undefined, person: () => 'approve' })
    const id = await draft(agent)
    for (const [tool, args] of [
      ['publish_study', { id }],
      ['call_operation', { operation: 'studies.publish', input: { id } }],
      ['call_operation', { operation: 'studies.transition', input: { id, action: 'PUBLISH' } }],
    ] as const)
      expect(await agent.call(tool, args)).toMatchObject({
        refused: true,
        text: expect.stringContaining('--allow-spending'),
      })
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('--read-only reads, and offers nothing else', async () => {
    const agent = await lab.agentWith({ mode: 'read-only', maxCost: undefined, person: () => 'approve' })
    const { tools } = await agent.client.listTools()
    expect(tools.map(({ name }) => name)).not.toContain('publish_study')
    expect(tools.map(({ name }) => name)).toContain('watch_study')
    for (const [operation, input] of [
      ['studies.create', STUDY],
      ['studies.publish', { id: '0123456789abcdef01234567' }],
      ['messages.send', { recipient_id: 'x', study_id: 'y', body: 'z' }],
      ['bonuses.setUp', { study_id: 'x', csv_bonuses: 'y' }],
    ] as const)
      expect(await agent.op(operation, input)).toMatchObject({
        refused: true,
        text: expect.stringContaining('only reads'),
      })
    expect((await agent.call('publish_study', { id: 'x' })).refused).toBe(true)
    expect(agent.sent.every(({ effect }) => effect === 'reads')).toBe(true)
  })

  test('the client itself sends nothing that no person has approved', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const { client } = agent.desk
    await expect(client.studies.publish({ id })).rejects.toThrow(RefusedError)
    await expect(
      client.request('POST /api/v1/studies/{id}/transition/', { id, action: 'PUBLISH' }),
    ).rejects.toThrow(RefusedError)
    await expect(client.studies.remove({ id })).rejects.toThrow(RefusedError)
    expect(await lab.gone()).toBe('0.00 GBP')
  })
})

test('a rejection is not taken back without a person, who is told what follows', async () => {
  const agent = await lab.agentWith()
  const study = await draft(agent)
  await agent.call('run_approved', { code: await approvedPublishing(agent, study) })
  const [id] = await lab.submissionsOf(agent, study, 1)
  const run = async ({ needs_approval }: { needs_approval: { code: string } }) => {
    agent.approve(needs_approval.code)
    expect((await agent.call('run_approved', { code: needs_approval.code })).data.outcome).toBe('done')
  }
  const message = 'The answers were given without reading the questions, as the checks show. '.repeat(2)
  await run(
    (await agent.call('decide_submissions', { reject: [{ id, category: 'LOW_EFFORT', message }] })).data,
  )
  for (const [operation, input] of [
    ['submissions.unreject', { id }],
    ['submissions.transition', { id, action: 'UNREJECT' }],
  ] as const) {
    const { data } = await agent.op(operation, input)
    expect(data.needs_approval.details.join('\n')).toContain('2.10 GBP with fees are paid if it is approved')
  }
  await lab.sandbox.advance('22 days')
  expect((await agent.op('submissions.retrieve', { id })).data.status).toBe('REJECTED')
  await run((await agent.op('submissions.unreject', { id })).data)
  expect((await agent.op('submissions.retrieve', { id })).data.status).toBe('AWAITING REVIEW')
})

test('an answer that was lost is looked for: a study that shows as published is', async () => {
  const agent = await lab.agentWith()
  const id = await draft(agent)
  for (const [fault, outcome] of [
    ['drop_before', 'not known'],
    ['drop_after_commit', 'done'],
  ] as const) {
    await lab.sandbox.faults.add({ operation: 'studies.publish', fault, times: 1 })
    const { data } = await agent.call('run_approved', { code: await approvedPublishing(agent, id) })
    expect(data.outcome).toBe(outcome)
    if (outcome === 'not known') expect(data.failed.why).toContain('It is still UNPUBLISHED, a moment later')
    else expect(data.done).toMatchObject([{ operation: 'studies.publish', answer: { id, status: 'ACTIVE' } }])
  }
  expect(await lab.gone()).toBe(COST)
})

test('one submission that cannot be approved does not keep the others from it', async () => {
  const agent = await lab.agentWith()
  const study = await draft(agent)
  await agent.call('run_approved', { code: await approvedPublishing(agent, study) })
  const ids = await lab.submissionsOf(agent, study, 6)
  const { data } = await agent.call('decide_submissions', { approve: ids })
  agent.approve(data.needs_approval.code)
  // All six, the first three of them, the first two, and the first.
  const fault = { type: 'status', status: 400 } as const
  await lab.sandbox.faults.add({ operation: 'submissions.bulkApprove', fault, times: 4 })
  const { data: ran } = await agent.call('run_approved', { code: data.needs_approval.code })
  expect(ran).toMatchObject({ outcome: 'failed', done: [{ answer: { asked: 5, of: 6 } }] })
  expect(ran.failed.why).toContain(`5 of 6 are approved within some minutes. ${ids[0]} refused: `)
  await lab.sandbox.advance('10 min')
  const { client } = agent.desk
  expect(await client.studies.countSubmissions({ id: study })).toMatchObject({
    APPROVED: 5,
    'AWAITING REVIEW': 1,
  })
})

test('who is still at work is not approved, and no person is asked', async () => {
  const agent = await lab.agentWith()
  const study = await draft(agent)
  await agent.call('run_approved', { code: await approvedPublishing(agent, study) })
  const { arrivals } = await lab.sandbox.participants.arrive({ study, behaviour: 'manual' })
  const submission = arrivals[0]!.submission!
  for (const answer of [
    await agent.call('decide_submissions', { approve: [submission] }),
    await agent.op('submissions.approve', { id: submission }),
  ])
    expect(answer).toMatchObject({
      refused: true,
      text: expect.stringContaining(`${submission} is RESERVED`),
    })
})

test('what participants may be at work on is not changed without a person', async () => {
  const agent = await lab.agentWith()
  const { client } = agent.desk
  const workspace_id = (await client.workspaces.list()).rows[0]!.id!
  const own = new Prolific({ apiKey: lab.sandbox.key, baseUrl: lab.sandbox.url })
  const { id: dataset_id } = await own.datasets.create({ name: 'Prompts', workspace_id, schema })
  await own.datasets.appendDatapoints({ dataset_id, datapoints: prompts(1) })
  const task = { name: 'Judge', workspace_id, dataset_id, task_details: details, batch_items: [page] }
  const { id: batch_id } = await own.batches.create(task)
  const update = () =>
    agent.op('batches.update', { batch_id, task_details: { ...details, task_name: 'Now' } })
  expect((await update()).data.needs_approval).toBeUndefined()
  const target = await own.datasets.retrieveUploadUrl({ dataset_id, filename: 'prompts.jsonl' })
  await own.upload(target, lines(...prompts(2)))
  await lab.sandbox.idle()
  await own.batches.setUp({ batch_id })
  await lab.sandbox.idle()
  const before = await own.batches.retrieve({ batch_id })
  expect(before.status).toBe('READY')
  expect((await update()).data.needs_approval.what).toContain('it changes what is live')
  expect(await own.batches.retrieve({ batch_id })).toEqual(before)
})

describe('names and paths', () => {
  test.each([
    'constructor.constructor',
    '__proto__.toString',
    'client.request',
    'studies.__proto__',
    'request',
    'bonuses.pay ',
    'POST /api/v1/bulk-bonus-payments/x/pay/',
  ])('%s is no operation', async (operation) => {
    const agent = await lab.agentWith({ person: () => 'approve' })
    const sent = agent.sent.length
    expect((await agent.op(operation, { id: 'x' })).refused).toBe(true)
    expect(agent.sent.length).toBe(sent)
  })

  test.each(['../bulk-bonus-payments/x/pay', 'x/../../y', 'x?action=PUBLISH', 'x#', '%2e%2e'])(
    'the id %s reaches no path',
    async (id) => {
      const agent = await lab.agentWith({ person: () => 'approve' })
      const sent = agent.sent.length
      for (const operation of ['studies.retrieve', 'studies.publish', 'studies.update', 'studies.stop'])
        expect((await agent.op(operation, { id })).refused).toBe(true)
      expect(agent.sent.length).toBe(sent)
    },
  )

  test('an input that is no object, or has fields of another type, is refused', async () => {
    const agent = await lab.agentWith({ person: () => 'approve' })
    const id = await draft(agent)
    for (const input of [
      { id: [id], action: 'PUBLISH' },
      { id, action: ['PUBLISH'] },
      { id, action: 'publish' },
      { id, action: 'STOP', fixed: { action: 'PUBLISH' } },
    ])
      expect((await agent.op('studies.transition', input)).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })
})
