/** Every operation of the contract can be called by an agent, and whatever needs a person moves nothing without one. */
import type { Sandbox, Snapshot } from '@prolific-kit/sandbox'
import fc from 'fast-check'
import { checkInput, gbp, Money } from 'prolific-kit'
import { loadInputs } from 'prolific-kit/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valid } from '../../../prolific-kit/test/inputs.ts'
import { type Agent, agentOf, createSandbox, STUDY } from '../../test/agent.ts'
import { effectsOf, operations, whyAPerson } from './effects.ts'

type Fields = Record<string, unknown>

const NO_ID = '0123456789abcdef01234567'

let sandbox: Sandbox
let agent: Agent
let world: Snapshot
/** Ids of what there is. */
let draft: string
let live: string
let paused: string
let collection: string
let batch: string
let workspace: string
let scheduled: string
let member: string
let planned: string
let waiting: string[]
let someone: string

beforeAll(async () => {
  sandbox = await createSandbox({ seed: 1 })
  agent = await agentOf(sandbox, { mode: 'allow-spending', maxCost: gbp('100000') })
  const { client } = agent.desk
  const make = async () => (await agent.call('draft_study', { study: STUDY })).data.id as string
  const go = async (operation: string, input: Fields) => {
    const { data } = await agent.op(operation, input)
    agent.approve(data.needs_approval.code)
    const done = await agent.call('run_approved', { code: data.needs_approval.code })
    expect(done.data.outcome).toBe('done')
  }
  draft = await make()
  live = await make()
  paused = await make()
  await go('studies.publish', { id: live })
  await go('studies.publish', { id: paused })
  await agent.op('studies.pause', { id: paused })
  await sandbox.participants.arrive({ study: live, count: 4, behaviour: 'diligent', within: '1 hour' })
  await sandbox.idle()
  const rows = await client.submissions.list({ study: live }).toArray()
  waiting = rows.filter(({ status }) => status === 'AWAITING REVIEW').map(({ id }) => id)
  someone = rows[0]!.participant_id
  expect(waiting.length).toBeGreaterThan(1)
  const { project, workspace: wallet } = await client.studies.retrieve({ id: draft })
  workspace = wallet!
  const group = { name: 'One of two', description: 'x', project_id: project! }
  collection = (await client.studyCollections.create({ ...group, study_ids: [await make(), await make()] }))
    .id
  const task_details = {
    task_name: 'Judge',
    task_introduction: 'Read it.',
    task_steps: 'Say what you think.',
  }
  batch = (await client.batches.create({ name: 'Tasks', workspace_id: workspace, task_details })).id
  member = await make()
  scheduled = (await client.studyCollections.create({ ...group, study_ids: [member] })).id
  await go('studyCollections.transition', {
    id: scheduled,
    action: 'SCHEDULE_PUBLISH',
    publish_at: '2030-01-01T09:00:00 Europe/London',
  })
  planned = await make()
  await go('studies.schedulePublish', { id: planned, publish_at: '2030-01-01T09:00:00Z' })
  world = sandbox.snapshot()
}, 30_000)
afterAll(async () => {
  await agent.close()
  await sandbox.close()
})

/** Inputs of calls whose plans read what they are about. The others take any input. */
const prepared: Record<string, () => Fields | Promise<Fields>> = {
  'batches.update': () => ({ batch_id: batch, name: 'Another name' }),
  'bonuses.setUp': () => ({ study_id: live, csv_bonuses: `${waiting[0]},1.00` }),
  'bonuses.pay': async () => {
    const { data } = await agent.op('bonuses.setUp', { study_id: live, csv_bonuses: `${waiting[0]},1.00` })
    return { id: data.id }
  },
  'studies.create': () => ({ ...STUDY, prolific_id_option: 'url_parameters', device_compatibility: [] }),
  'studies.publish': () => ({ id: draft }),
  'studies.schedulePublish': () => ({ id: draft, publish_at: '2030-01-01T09:00:00Z' }),
  'studies.start': () => ({ id: paused }),
  'studies.transition': () => ({ id: draft, action: 'PUBLISH' }),
  'studies.update': () => ({ id: live, total_available_places: 500 }),
  'studies.createTest': () => ({ id: draft }),
  'studies.screenOutSubmissions': () => ({
    id: live,
    submission_ids: waiting,
    bonus_per_submission: '1.50 GBP',
  }),
  'studyCollections.transition': () => ({ id: collection, action: 'PUBLISH' }),
  'studyCollections.update': () => ({ id: collection, name: 'Another name' }),
  'submissions.approve': () => ({ id: waiting[0] }),
  'submissions.bulkApprove': () => ({ submission_ids: waiting }),
  'submissions.complete': () => ({ id: waiting[0], completion_code: 'C1KQ7W2X' }),
  'submissions.transition': () => ({ id: waiting[0], action: 'APPROVE' }),
  'submissions.reject': () => ({
    id: waiting[0],
    rejection_category: 'OTHER',
    message: 'The work does not answer the questions that were asked, as far as we can tell. '.repeat(2),
  }),
  'submissions.requestReturn': () => ({ id: waiting[0], request_return_reasons: ['Other'] }),
  'messages.send': () => ({ recipient_id: someone, study_id: live, body: 'Hello' }),
}

/** An input that the contract allows, as JSON. Ids of paths are ids. */
async function inputOf(name: (typeof operations)[number]['name'], path: string): Promise<Fields> {
  const made = prepared[name]
  if (made) return made()
  const inputs = await loadInputs()
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => [field!, idOf(name)])
  for (const sample of fc.sample(valid(inputs.operations[name]!, inputs.$defs), { seed: 7, numRuns: 200 })) {
    const input = { ...(sample as Fields), ...Object.fromEntries(ids) }
    if ((await checkInput(name, input)).problems.length === 0) return asJson(input) as Fields
  }
  throw new Error(`No input was found for ${name}`)
}

function asJson(value: unknown): unknown {
  if (value instanceof Money) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asJson(one)]))
}

const money = async () => JSON.stringify(await sandbox.wallets.statements({ workspace }))
/** Minor units that the wallet has lost, to participants, fees, locks and bonuses. */
const lost = async () => -(await sandbox.wallets.statements({ workspace }))[0]!.available_balance
const requests = () => agent.sent.length

const needsPerson = operations.filter((one) =>
  effectsOf(one).some((effect) => whyAPerson(one, effect) !== undefined),
)
const free = operations.filter((one) => !needsPerson.includes(one))

/** Calls that need a person because of what they are about, and not by their name alone. */
const byCircumstance: Record<string, [(typeof operations)[number]['name'], () => Fields]> = {
  'a change of a collection that will go live by itself': [
    'studyCollections.update',
    () => ({ id: scheduled, name: 'Another name' }),
  ],
  'a change of a draft in such a collection': ['studies.update', () => ({ id: member, reward: 9000 })],
  'a change of a study that will go live by itself': [
    'studies.update',
    () => ({ id: planned, reward: 9000 }),
  ],
  'a change of a live study': ['studies.update', () => ({ id: live, internal_name: 'another' })],
  'an approval by participants': [
    'submissions.bulkApprove',
    () => ({ study_id: live, participant_ids: [someone] }),
  ],
  'a completion as a transition': [
    'submissions.transition',
    () => ({ id: waiting[0], action: 'COMPLETE', completion_code: 'C1KQ7W2X' }),
  ],
  'a screening out as a transition': [
    'submissions.transition',
    () => ({ id: waiting[0], action: 'SCREEN_OUT' }),
  ],
  'a start as a transition': ['studies.transition', () => ({ id: paused, action: 'START' })],
  'a scheduling as a transition': [
    'studies.transition',
    () => ({ id: draft, action: 'SCHEDULE_PUBLISH', publish_at: '2030-01-01T09:00:00Z' }),
  ],
  'a scheduling of a collection': [
    'studyCollections.transition',
    () => ({ id: collection, action: 'SCHEDULE_PUBLISH', publish_at: '2030-01-01T09:00:00 Europe/London' }),
  ],
}

describe('what needs a person', () => {
  const cases = [
    ...needsPerson.map((one) => [one.name, one.name, () => inputOf(one.name, one.operation.path)] as const),
    ...Object.entries(byCircumstance).map(([what, [name, input]]) => [what, name, input] as const),
  ]
  test.each(cases)('%s', async (_, name, make) => {
    sandbox.restore(world)
    const input = await make()
    const before = await money()
    const sent = requests()
    const asked = await agent.op(name, input)
    expect(asked).toMatchObject({ refused: false, data: { needs_approval: { code: expect.any(String) } } })
    const { code } = asked.data.needs_approval
    // Whatever the agent tries with a code that nobody has approved.
    for (const forged of [code, code.toLowerCase(), code.replace('-', ''), `../${code}`, 'AAAA-AAAA', ''])
      expect((await agent.call('run_approved', { code: forged })).refused).toBe(true)
    expect((await agent.op(name, { ...input, approved: true, code })).refused).toBe(true)
    expect(agent.sent.slice(sent).filter(({ effect }) => effect !== 'reads')).toEqual([])
    expect(await money()).toBe(before)

    agent.approve(code)
    const once = requests()
    await agent.call('run_approved', { code })
    const made = agent.sent.slice(once).filter(({ effect }) => effect !== 'reads')
    expect(made.map(({ operation }) => operation)).toEqual([name])
    // Approved once is done once.
    expect((await agent.call('run_approved', { code })).refused).toBe(true)
    expect(agent.sent.slice(once).filter(({ effect }) => effect !== 'reads')).toHaveLength(1)
  })
})

/** What there is of a resource, so that a call has something to act on. */
const idOf = (name: string): string =>
  ({ studies: live, submissions: waiting[0]!, studyCollections: collection })[name.split('.')[0]!] ?? NO_ID

describe('what needs nobody', () => {
  test.each(free.map((one) => [one.name, one] as const))('%s', async (name, { operation }) => {
    sandbox.restore(world)
    const input = await inputOf(name, operation.path)
    const before = await lost()
    const sent = requests()
    await agent.op(name, input)
    expect(agent.sent.slice(sent).map(({ operation }) => operation)).toContain(name)
    // Stopping a study sets money free; nothing may lock or spend any.
    expect(await lost()).toBeLessThanOrEqual(before)
  })
})
