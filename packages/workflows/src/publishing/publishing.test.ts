import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { gbp, type Middleware, type Prolific, usd } from 'prolific-kit'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, openLab } from '../../test/lab.ts'
import { openPglite } from '../database/pglite.ts'
import { planPublishing, RefusedPlanError, UncertainError, WorkflowError } from '../index.ts'
import { statesBefore } from '../transitions.ts'
import { canonical, changesBetween, contentOf } from './content.ts'
import { blockedBy } from './exclusions.ts'
import { type PublishState, TRANSITIONS } from './states.ts'

/** Requests to publish that this process sent. */
let attempts = 0
const counting: Middleware = (request, next, context) => {
  if (context.operation === 'studies.publish') attempts++
  return next(request)
}
const lab = await openLab('publishing')
const counted = lab.another({ middleware: [counting], retries: { base: 1 } })
await lab.reopen({ client: counted })
const { client, sandbox } = lab
// What the sandbox told once stays told: the database remembers its ids.
const publishing = () => lab.workflows.publishing

const site = createServer((request, response) => {
  asked.push(request.url!)
  const path = new URL(request.url!, 'http://x').pathname
  if (path === '/moved') response.writeHead(302, { location: '/here' })
  else if (path === '/away') response.writeHead(302, { location: 'file:///etc/passwd' })
  else if (path === '/round') response.writeHead(302, { location: '/round' })
  else response.writeHead(path === '/gone' ? 404 : 200)
  response.end('page')
})
let asked: string[] = []
site.listen(0, '127.0.0.1')
await once(site, 'listening')
const here = `http://127.0.0.1:${(site.address() as AddressInfo).port}`

beforeEach(async () => {
  await sandbox.faults.clear()
  await sandbox.wallets.topUp({ workspace: lab.workspace, amount: 100_000 })
  attempts = 0
  asked = []
})
afterAll(async () => {
  site.close()
  counted.close()
  await lab.close()
})

const create = async (changes: object = {}) =>
  (
    await client.studies.create({
      ...draft,
      external_study_url: `${here}/here?p={{%PROLIFIC_PID%}}&t={{%SESSION_ID%}}`,
      ...changes,
    })
  ).id
const statusOf = async (id: string) => (await client.studies.retrieve({ id })).status
const plan = async (changes?: object) => await publishing().plan(await create(changes))

describe('a plan', () => {
  test('tells cost, wallet, rates, eligible people, codes, addresses and who is kept out', async () => {
    const earlier = await lab.study({ name: 'Before' })
    const group = await client.participantGroups.create({ workspace_id: lab.workspace, name: 'Pilots' })
    const id = await create({
      filters: [
        { filter_id: 'previous_studies_blocklist', selected_values: [earlier] },
        { filter_id: 'participant_group_blocklist', selected_values: [group.id] },
        { filter_id: 'custom_blocklist', selected_values: ['a'.repeat(24)] },
      ],
    })
    const told = await planPublishing(client, id, { budget: gbp('8.40') })
    expect(told).toMatchObject({
      study: { id, status: 'UNPUBLISHED' },
      cost: { rewards: gbp('6.00'), fees: gbp('2.00'), vat: gbp('0.40'), total: gbp('8.40') },
      rates: { minimum: gbp('6.00'), recommended: gbp('9.00') },
      reward_per_hour: gbp('9.00'),
      exclusions: {
        studies: [{ id: earlier, name: 'Before' }],
        groups: [{ id: group.id, name: 'Pilots', participants: 0 }],
        participants: ['a'.repeat(24)],
      },
      codes: [{ code: 'DONE', type: 'COMPLETED', does: ['waits for your review'] }],
      problems: [],
      doubts: [],
    })
    expect(told.wallet!.before.minus(told.wallet!.after)).toEqual(gbp('8.40'))
    expect(told.eligible).toBeGreaterThan(25)
    expect(asked).toEqual([])
  })

  test.each([
    [{ budget: gbp('8.39') }, {}, /It costs 8\.40 GBP, 0\.01 GBP more than the budget of 8\.39 GBP/],
    [{ budget: usd('99.00') }, {}, /The budget is in USD, and the study pays in GBP/],
    [{ mustExclude: { studies: ['b'.repeat(24)] } }, {}, /Participants of study b{24} are not kept out/],
    [{ mustExclude: { groups: ['c'.repeat(24)] } }, {}, /Members of group c{24} are not kept out/],
    [{}, { total_available_places: 99_999 }, /The wallet has .* GBP at hand and 209997\.90/],
  ])('%j has the problem %s', async (options, changes, message) => {
    const { problems } = await planPublishing(client, await create(changes), options)
    expect(problems).toEqual([expect.stringMatching(message)])
  })

  test('a group that was removed is doubtful', async () => {
    const { id } = await client.participantGroups.create({ workspace_id: lab.workspace, name: 'Gone' })
    const filters = [{ filter_id: 'participant_group_blocklist', selected_values: [id] }]
    const study = await create({ filters })
    await client.participantGroups.remove({ id })
    expect((await planPublishing(client, study)).doubts).toEqual([
      expect.stringMatching(/Group Gone .* removed/),
    ])
  })

  test('its hash is of what is published, and not of what moves', async () => {
    const id = await create()
    const { hash } = await planPublishing(client, id)
    await lab.study({ name: 'Another' })
    expect((await planPublishing(client, id, { budget: gbp('1.00') })).hash).toBe(hash)
    for (const change of [{ reward: 151 }, { description: 'Other.' }, { total_available_places: 5 }]) {
      await client.studies.update({ id, ...change })
      expect((await planPublishing(client, id)).hash).not.toBe(hash)
      await client.studies.update({
        id,
        reward: 150,
        description: draft.description,
        total_available_places: 4,
      })
    }
    expect((await planPublishing(client, id)).hash).toBe(hash)
  })
})

describe('the address of a study', () => {
  test.each([
    ['/here?p={{%PROLIFIC_PID%}}&t={{%SESSION_ID%}}', { status: 200 }],
    ['/moved', { status: 200 }],
    ['/gone?x=1', { problem: 'answers with status 404.' }],
    ['/away', { problem: 'leads to file:, which is no page of the web.' }],
    ['/round', { problem: 'redirects more than 5 times.' }],
  ])('%s answers %j', async (path, answers) => {
    const id = await create({ external_study_url: here + path })
    const told = await planPublishing(client, id, { visit: true })
    expect(told.visits).toEqual([{ address: here + path, answers }])
    expect(told.problems).toHaveLength('problem' in answers ? 1 : 0)
    expect(asked.join()).not.toMatch(/%7B|\{/)
  })

  test('nobody there is a problem, and every address of several is visited', async () => {
    const access_details = ['/a', '/gone', '/b'].map((path) => ({
      external_url: here + path,
      total_allocation: 2,
    }))
    const id = await create({ external_study_url: undefined, access_details, total_available_places: 6 })
    const { problems } = await planPublishing(client, id, { visit: true })
    expect(problems).toEqual([`${here}/gone answers with status 404.`])
    const nobody = await create({ external_study_url: 'http://127.0.0.1:1/' })
    expect((await planPublishing(client, nobody, { visit: true })).problems).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/ cannot be reached/),
    ])
  })
})

describe('publishing a plan', () => {
  test('publishes once, however often it is asked for', async () => {
    const { id, study } = await plan()
    expect(asked).toHaveLength(1)
    const [first, second] = await Promise.all([publishing().publish(id), publishing().publish({ id })])
    const third = await publishing().publish(id)
    for (const one of [first, second, third])
      expect(one).toMatchObject({
        state: 'published',
        published_by: 'this plan',
        changes: [],
        cost: gbp('8.40'),
      })
    expect(attempts).toBe(1)
    expect(await statusOf(study.id)).toBe('ACTIVE')
    expect(await publishing().report({ study_id: study.id })).toEqual([third])
  })

  test('two plans of one study publish it once, and the other one says so', async () => {
    const one = await plan()
    const other = await publishing().plan(one.study.id)
    const ends = await Promise.all([publishing().publish(one), publishing().publish(other)])
    expect(ends.map(({ published_by }) => published_by).sort()).toEqual(['somebody else', 'this plan'])
    expect(attempts).toBe(1)
  })

  test('a study that was changed is refused by what changed', async () => {
    const { id, study } = await plan()
    await client.studies.update({ id: study.id, reward: 300, description: 'Other.' })
    const error = await publishing()
      .publish(id)
      .catch((error) => error)
    expect(error).toBeInstanceOf(RefusedPlanError)
    expect(error.problems.toSorted()).toEqual([
      'description was "Ten minutes of colours." and is "Other."',
      'reward was 150 and is 300',
    ])
    await expect(publishing().publish(id)).rejects.toThrow(/reward was 150 and is 300/)
    expect([attempts, await statusOf(study.id)]).toEqual([0, 'UNPUBLISHED'])
  })

  test('a wallet that does not cover it any more is refused', async () => {
    const { id, study } = await plan()
    const { available_balance } = await client.workspaces.getBalance({ workspace_id: lab.workspace })
    await lab.study({ total_available_places: Math.floor((available_balance - 500) / 210) })
    await expect(publishing().publish(id)).rejects.toThrow(
      /The wallet has .* GBP at hand and 8\.40 GBP is needed/,
    )
    expect(await statusOf(study.id)).toBe('UNPUBLISHED')
  })

  test.each([
    [
      'with problems',
      async () => (await publishing().plan(await create(), { budget: gbp('1.00') })).id,
      /more than the budget/,
    ],
    [
      'that is too old',
      async () => {
        const { id } = await plan()
        await sandbox.advance({ by: '16 min' })
        return id
      },
      /much may have changed since/,
    ],
    ['that is none', async () => 'nothing', /There is no plan nothing/],
    [
      'of a site that is gone',
      async () => (await plan({ external_study_url: `${here}/gone` })).id,
      /status 404/,
    ],
  ])('a plan %s is refused', async (_, make, message) => {
    const id = await make()
    await expect(publishing().publish(id)).rejects.toThrow(message)
    await expect(publishing().publish(id)).rejects.toBeInstanceOf(RefusedPlanError)
    expect(attempts).toBe(0)
  })

  test('a study that somebody else published is recognised, with what is otherwise', async () => {
    const { id, study } = await plan()
    await client.studies.update({ id: study.id, reward: 200 })
    await client.studies.publish({ id: study.id })
    expect(await publishing().publish(id)).toMatchObject({
      state: 'published',
      published_by: 'somebody else',
      changes: ['reward was 150 and is 200'],
    })
    expect(attempts).toBe(0)
  })

  test('a refusal of Prolific ends the plan', async () => {
    const { id } = await plan()
    await sandbox.faults.add({
      operation: 'studies.publish',
      fault: { type: 'status', status: 403 },
      times: 1,
    })
    const publish = publishing().publish(id)
    await expect(publish).rejects.toThrow(/was not published by this plan.*403.*plan again/s)
    await expect(publish).rejects.not.toBeInstanceOf(RefusedPlanError)
  })
})

describe('a lost answer', () => {
  test('of a study that was published is recognised', async () => {
    const { id, study } = await plan()
    await sandbox.faults.add({ operation: 'studies.publish', fault: 'drop_after_commit', times: 1 })
    expect(await publishing().publish(id)).toMatchObject({
      state: 'published',
      published_by: 'this plan',
      reason: expect.stringMatching(/answer was lost/),
    })
    expect([attempts, await statusOf(study.id)]).toEqual([1, 'ACTIVE'])
  })

  test('of one that was not ends the plan, and another plan publishes it', async () => {
    const { id, study } = await plan()
    await sandbox.faults.add({ operation: 'studies.publish', fault: 'drop_before', times: 1 })
    await expect(publishing().publish(id)).rejects.toThrow(/still UNPUBLISHED: it was not published/)
    await expect(publishing().publish(id)).rejects.toBeInstanceOf(WorkflowError)
    expect([attempts, await statusOf(study.id)]).toEqual([1, 'UNPUBLISHED'])
    expect((await publishing().publish(await publishing().plan(study.id))).published_by).toBe('this plan')
  })

  test('that cannot be read back is uncertain, and no plan publishes the study before it is known', async () => {
    const { id, study } = await plan()
    const other = await publishing().plan(study.id)
    await sandbox.faults.add({ operation: 'studies.publish', fault: 'drop_after_commit', times: 1 })
    // The check before publishing reads it once, the client asks three times.
    await sandbox.faults.add({
      operation: 'studies.retrieve',
      fault: { type: 'status', status: 503 },
      after: 1,
      times: 3,
    })
    await expect(publishing().publish(id)).rejects.toBeInstanceOf(UncertainError)
    expect((await publishing().report({ state: 'uncertain' })).map(({ plan_id }) => plan_id)).toEqual([id])
    const worker = await lab.workflows.work({ kinds: ['publishing.publish', 'publishing.look'] })
    await expect
      .poll(
        async () =>
          (await publishing().report({ study_id: study.id })).find((one) => one.plan_id === id)?.state,
      )
      .toBe('published')
    await worker.stop()
    expect((await publishing().publish(id)).published_by).toBe('this plan')
    // Another plan for the same means that one.
    expect(await publishing().publish(other)).toMatchObject({ plan_id: id, published_by: 'this plan' })
    expect(attempts).toBe(1)
  })
})

describe('a process that died', () => {
  test.each([
    ['before it sent', false, 'failed'],
    ['after it sent', true, 'published'],
  ] as const)('%s: publishing is never asked for again', async (_, sent, state) => {
    const { id, study } = await plan()
    await lab.workflows.close()
    await leave(id, 'attempted')
    if (sent) await client.studies.publish({ id: study.id })
    await lab.reopen({ client: counted })
    const end = await publishing()
      .publish(id)
      .catch((error) => error)
    expect(end.state ?? end.message).toMatch(state === 'published' ? /^published$/ : /still UNPUBLISHED/)
    expect((await publishing().report({ study_id: study.id }))[0]!.state).toBe(state)
    expect(attempts).toBe(0)
  })

  test('after it committed: a worker goes on', async () => {
    const id = await create()
    const plan = await publishing().plan(id)
    await lab.workflows.close()
    await leave(plan.id, 'committed')
    const workflows = await lab.reopen({ client: counted })
    const worker = await workflows.work()
    await expect.poll(() => statusOf(id)).toBe('ACTIVE')
    await worker.stop()
    expect(attempts).toBe(1)
  })
})

/** What a process leaves that is killed. */
async function leave(id: string, state: PublishState): Promise<void> {
  const pglite = await openPglite(`${lab.folder}/database`)
  await pglite.query(
    'update prolific_kit.publish_plans set state = $2, attempted_at = $3, committed_at = $3 where id = $1',
    [id, state, new Date(sandbox.clock.now())],
  )
  await pglite.close()
}

describe('what is pure', () => {
  test('an attempt is reached once, from a commitment alone', () => {
    expect(statesBefore(TRANSITIONS, 'attempted')).toEqual(['committed'])
    const reach = (state: PublishState, seen: PublishState[] = []): PublishState[] =>
      TRANSITIONS[state].flatMap((next) =>
        seen.includes(next) ? [] : [next, ...reach(next, [...seen, next])],
      )
    for (const state of ['attempted', 'uncertain', 'published', 'failed'] as const)
      expect(reach(state)).not.toContain('attempted')
  })

  test('the order of fields and what is empty change nothing; every value does', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.array(tie('any'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 3 }),
    })).object
    fc.assert(
      fc.property(value, value, (a, b) => {
        const turned = Object.fromEntries(Object.entries(a as object).reverse())
        expect(canonical({ ...turned, gone: undefined, none: null })).toBe(canonical(a))
        expect(changesBetween({ x: a }, { x: b }).length === 0).toBe(canonical(a) === canonical(b))
      }),
    )
  })

  test('a blocklist within `or` keeps nobody out', () => {
    const list = { filter_id: 'custom_blocklist', selected_values: ['x'] }
    expect(blockedBy([{ filter_id: 'or', selected_filters: [list] }], 'custom_blocklist')).toEqual([])
    expect(blockedBy([{ filter_id: 'and', selected_filters: [list] }], 'custom_blocklist')).toEqual(['x'])
  })

  test('what moves by itself is no content', async () => {
    const study = await client.studies.retrieve({ id: await create() })
    const moved = {
      ...study,
      status: 'ACTIVE',
      places_taken: 3,
      eligible_participant_count: 9,
      published_at: '2026',
    }
    expect(contentOf(moved as Awaited<ReturnType<Prolific['studies']['retrieve']>>)).toEqual(contentOf(study))
  })
})
