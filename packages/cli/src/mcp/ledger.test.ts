/** Bonuses that an agent asks for, with a ledger: paid once, and nothing that no person has approved. */
import { existsSync, rmSync } from 'node:fs'
import { openWorkflows } from '@prolific-kit/workflows'
import { gbp, Prolific } from 'prolific-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newFolder } from '../../../workflows/test/lab.ts'
import { type Agent, type AgentOptions, STUDY } from '../../test/agent.ts'
import { approvedPublishing, COST, draft, SpendingLab, spendsOf } from '../../test/spending-lab.ts'

const lab = new SpendingLab()
let database: string
beforeEach(async () => {
  database = await newFolder()
})
afterEach(() => rmSync(database, { recursive: true, force: true }))

const agentWith = (options: AgentOptions = {}) => lab.agentWith({ database, ...options })
const owner = () => new Prolific({ apiKey: lab.sandbox.key, baseUrl: lab.sandbox.url })
const payments = (agent: Agent) => spendsOf(agent).filter(({ operation }) => operation === 'bonuses.pay')
const shown = async (id: string) => (await owner().submissions.retrieve({ id })).bonus_payments

/** A published study, and those who took part. */
async function published(agent: Agent, changes = {}): Promise<{ study_id: string; ids: string[] }> {
  const study_id = await draft(agent, changes)
  await agent.call('run_approved', { code: await approvedPublishing(agent, study_id) })
  return { study_id, ids: await lab.submissionsOf(agent, study_id) }
}

const wanted = (study_id: string, id: string, amount = '1.00 GBP') => ({
  study_id,
  bonuses: [{ submission_id: id, amount }],
})

async function paid(agent: Agent, args: Record<string, unknown>) {
  const { data } = await agent.call('pay_bonuses', args)
  const { code } = data.needs_approval
  agent.approve(code)
  return { asked: data.needs_approval, ...(await agent.call('run_approved', { code })) }
}

/** What somebody has left in the ledger: committed, and not paid yet. */
async function leave(study_id: string, submission_id: string): Promise<void> {
  await using workflows = await openWorkflows({ client: owner(), database, clock: lab.sandbox.clock })
  const rows = [{ submission_id, amount: gbp('2.00') }]
  await workflows.bonuses.pay(await workflows.bonuses.plan({ study_id, rows, purpose: 'left' }), {
    until: 'committed',
  })
}

test('exactly what was approved is paid, and by one approval; asked again, only what is missing', async () => {
  const agent = await agentWith()
  const { study_id, ids } = await published(agent)
  const [id] = ids as [string]
  const earlier = (await agent.call('pay_bonuses', wanted(study_id, id))).data.needs_approval.code
  agent.approve(earlier)
  const first = await paid(agent, wanted(study_id, id))
  expect(first.asked.details.join('\n')).toContain(`${id}  1.00 GBP`)
  expect(first.asked.cost).toBe('at most 1.40 GBP')
  expect(first.data).toMatchObject({ outcome: 'done', done: [{ operation: 'bonuses.pay' }] })
  expect(await agent.call('run_approved', { code: earlier })).toMatchObject({ refused: true })
  expect(payments(agent)).toHaveLength(1)
  const again = await agent.call('pay_bonuses', wanted(study_id, id))
  expect(again.data).toMatchObject({ outcome: 'done', done: [], note: expect.stringContaining('purpose') })
  await lab.sandbox.advance('10 min')
  const more = await paid(agent, wanted(study_id, id, '1.25 GBP'))
  expect(more.asked.details.join('\n')).toContain(`${id}  0.25 GBP  (1.25 GBP in all)`)
  await lab.sandbox.advance('10 min')
  expect(await shown(id)).toEqual([100, 25])
  expect((await agent.call('overview')).data.spending.used).toBe('18.55 GBP')
})

test('a lost answer is told as not known, counts, and is never tried again; read back, it is known', async () => {
  const agent = await agentWith()
  const { study_id, ids } = await published(agent)
  await lab.sandbox.faults.add({ operation: 'bonuses.pay', fault: 'drop_after_commit', times: 1 })
  const lost = await paid(agent, wanted(study_id, ids[0]!))
  expect(lost.data).toMatchObject({ outcome: 'not known', failed: { operation: 'bonuses.pay' } })
  expect(lost.data.failed.why).toMatch(/Do not pay again.*prolific-kit bonuses reconcile/s)
  const [set_up] = agent.desk.setUps.keys()
  for (const again of [
    await agent.call('pay_bonuses', wanted(study_id, ids[1]!)),
    // By another server of the same ledger, too.
    await (await agentWith()).call('pay_bonuses', wanted(study_id, ids[0]!)),
  ])
    expect(again).toMatchObject({ refused: true, text: expect.stringContaining('Do not pay again') })
  expect(await agent.op('bonuses.pay', { id: set_up })).toMatchObject({
    refused: true,
    text: expect.stringContaining('never paid twice'),
  })
  expect((await agent.call('overview')).data.spending.used).not.toBe(COST)
  await lab.sandbox.advance('10 min')
  expect((await agent.call('pay_bonuses', wanted(study_id, ids[0]!))).data.outcome).toBe('done')
  expect(payments(agent)).toHaveLength(1)
  expect(await shown(ids[0]!)).toEqual([100])
})

test('what surely was not paid does not count', async () => {
  const agent = await agentWith()
  const { study_id, ids } = await published(agent)
  await lab.sandbox.faults.add({ operation: 'bonuses.pay', fault: { type: 'status', status: 403 }, times: 1 })
  const refused = await paid(agent, wanted(study_id, ids[0]!))
  expect(refused.data).toMatchObject({ outcome: 'failed', done: [] })
  expect((await agent.call('overview')).data.spending.used).toBe(COST)
})

test('what others have left of the same wallet is not paid by an approval, and stands in its way', async () => {
  const agent = await agentWith()
  const { study_id, ids } = await published(agent)
  const { data } = await agent.call('pay_bonuses', wanted(study_id, ids[0]!))
  agent.approve(data.needs_approval.code)
  await leave(study_id, ids[1]!)
  for (const answer of [
    await agent.call('run_approved', { code: data.needs_approval.code }),
    await agent.call('pay_bonuses', wanted(study_id, ids[0]!)),
  ])
    expect(answer).toMatchObject({ refused: true, text: expect.stringContaining('prolific-kit worker') })
  expect(payments(agent)).toHaveLength(0)
  await lab.sandbox.advance('10 min')
  expect([await shown(ids[0]!), await shown(ids[1]!)]).toEqual([[], []])
})

test('what others have left of another wallet stays theirs', async () => {
  const agent = await agentWith()
  const client = owner()
  const { id: workspace_id } = await client.workspaces.create({ title: 'Another' })
  const { id: project } = await client.projects.createForWorkspace({ workspace_id, title: 'Another' })
  const { id } = await client.studies.create({
    ...(STUDY as object),
    prolific_id_option: 'url_parameters',
    project,
  } as never)
  await client.studies.publish({ id })
  const [theirs] = await lab.submissionsOf(agent, id, 1)
  await leave(id, theirs!)
  const { study_id, ids } = await published(agent)
  expect((await paid(agent, wanted(study_id, ids[0]!))).data.outcome).toBe('done')
  await lab.sandbox.advance('10 min')
  expect([await shown(ids[0]!), await shown(theirs!)]).toEqual([[100], []])
  expect(payments(agent)).toHaveLength(1)
  await using workflows = await openWorkflows({ client, database, clock: lab.sandbox.clock })
  expect((await workflows.bonuses.unfinished(workspace_id)).map(({ state }) => state)).toEqual(['planned'])
})

test('what cannot be paid is refused before a person is asked', async () => {
  const agent = await agentWith()
  const { study_id, ids } = await published(agent)
  const bonuses = [
    { submission_id: 'f'.repeat(24), amount: '1.00 GBP' },
    { submission_id: ids[0], amount: '150.00 GBP' },
    { submission_id: ids[1], amount: '1.00 USD' },
    { amount: '1.00 GBP' },
  ]
  const { refused, text } = await agent.call('pay_bonuses', { study_id, bonuses })
  expect(refused).toBe(true)
  for (const says of [/no submission in study/, /100 times the reward/, /pays in GBP/, /is not an id/])
    expect(text).toMatch(says)
  expect(agent.sent.map(({ operation }) => operation)).not.toContain('bonuses.setUp')
})

test('a server that may not spend keeps nothing in the ledger', async () => {
  rmSync(database, { recursive: true })
  const agent = await agentWith({ mode: 'default', maxCost: undefined })
  const answer = await agent.call('pay_bonuses', wanted('a'.repeat(24), 'b'.repeat(24)))
  expect(answer).toMatchObject({ refused: true, text: expect.stringContaining('--allow-spending') })
  expect(existsSync(database)).toBe(false)
})
