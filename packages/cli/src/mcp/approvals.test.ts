/** What an approval is for, and what it is not for. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { STUDY } from '../../test/agent.ts'
import { approvedPublishing, COST, draft, SpendingLab, spendsOf } from '../../test/spending-lab.ts'
import { Approvals, type Bound } from '../approvals/store.ts'
import { RefusedError } from '../exit-codes.ts'

const lab = new SpendingLab()

describe('an approval', () => {
  test('is for the plan as it was: a draft that was changed since is not published', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const code = await approvedPublishing(agent, id)
    await agent.op('studies.update', { id, reward: 9000 })
    const answer = await agent.call('run_approved', { code })
    expect(answer).toMatchObject({ refused: true, text: expect.stringContaining('8 at 90.00 GBP') })
    expect(await lab.gone()).toBe('0.00 GBP')
    // Nor after it was changed back: an approval is used by the attempt.
    await agent.op('studies.update', { id, reward: STUDY.reward })
    expect((await agent.call('run_approved', { code })).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('is used once, also by two at a time', async () => {
    const agent = await lab.agentWith()
    const code = await approvedPublishing(agent, await draft(agent))
    const answers = await Promise.all(Array.from({ length: 5 }, () => agent.call('run_approved', { code })))
    expect(answers.filter(({ refused }) => !refused)).toHaveLength(1)
    expect(spendsOf(agent)).toHaveLength(1)
    expect(await lab.gone()).toBe(COST)
  })

  test('two approvals of one plan publish once', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const codes = [await approvedPublishing(agent, id), await approvedPublishing(agent, id)]
    const answers = await Promise.all(codes.map((code) => agent.call('run_approved', { code })))
    expect(answers.map(({ refused }) => refused).sort()).toEqual([false, true])
    expect(spendsOf(agent)).toHaveLength(1)
  })

  test('no change gets between the last look at a draft and its publishing, from another server neither', async () => {
    const [one, two] = [await lab.agentWith(), await lab.agentWith()]
    for (let round = 0; round < 8; round++) {
      lab.restart()
      const id = await draft(one)
      const code = await approvedPublishing(one, id)
      const change = { id, ...(round % 2 ? { total_available_places: 400 } : { reward: 4000 }) }
      await Promise.all([
        ...(round < 4 ? [two.op('studies.update', change)] : []),
        one.call('run_approved', { code }),
        two.op('studies.update', change),
        two.call('draft_study', { id, study: { total_available_places: 300 } }),
      ])
      expect(['0.00 GBP', COST]).toContain(await lab.gone())
    }
  })

  test('of one server is nothing to another', async () => {
    const [one, two] = [await lab.agentWith(), await lab.agentWith()]
    const code = await approvedPublishing(one, await draft(one))
    expect((await two.call('run_approved', { code })).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('is void after ten minutes, whether given late or used late', async () => {
    let now = Date.now()
    const agent = await lab.agentWith({ now: () => now })
    const id = await draft(agent)
    const used = await approvedPublishing(agent, id)
    const given = (await agent.call('publish_study', { id })).data.needs_approval.code
    now += 10 * 60_000
    expect(() => agent.approve(given)).toThrow(/ten minutes/)
    expect((await agent.call('run_approved', { code: used })).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('of a request that was rewritten is for nothing', async () => {
    const agent = await lab.agentWith()
    const { data } = await agent.call('publish_study', { id: await draft(agent) })
    const { code } = data.needs_approval
    const file = path.join(lab.home, 'approvals', `${code}.request`)
    const request = JSON.parse(fs.readFileSync(file, 'utf8'))
    request.bound.title = 'Read the balance'
    request.bound.cost = undefined
    fs.writeFileSync(file, JSON.stringify(request))
    agent.approve(code)
    expect((await agent.call('run_approved', { code })).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('lies in files that their owner alone can read', async () => {
    const agent = await lab.agentWith()
    await approvedPublishing(agent, await draft(agent))
    const folder = path.join(lab.home, 'approvals')
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700)
    const modes = fs.readdirSync(folder).map((name) => fs.statSync(path.join(folder, name)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600])
  })

  const bound: Bound = {
    title: 'studies.publish',
    lines: ['a'],
    cost: COST,
    account: 'a1',
    baseUrl: 'https://api.prolific.com',
    plan: 'p',
  }
  test.each([
    ['account', { account: 'a2' }],
    ['address', { baseUrl: 'http://127.0.0.1:4010' }],
    ['plan', { plan: 'q' }],
    ['cost', { cost: '1.00 GBP' }],
    ['details', { lines: ['b'] }],
  ])('for another %s is none, and is used up', (_, other) => {
    const approvals = new Approvals(lab.home)
    const { code } = approvals.request({ bound, notes: [], askers: [] })
    approvals.approve(code, approvals.read(code).request)
    expect(approvals.take(code, { ...bound, ...other })).toBe(false)
    expect(approvals.take(code, bound)).toBe(false)
  })

  test('is given to what was shown alone', () => {
    const approvals = new Approvals(lab.home)
    const { code } = approvals.request({ bound, notes: [], askers: [] })
    const { request } = approvals.read(code.toLowerCase().replace('-', ' '))
    expect(() => approvals.approve(code, { ...request, bound: { ...bound, plan: 'q' } })).toThrow(
      RefusedError,
    )
    expect(approvals.take(code, bound)).toBe(false)
  })

  test('an agent that asks and asks has twenty plans waiting, and the oldest give way', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const codes: string[] = []
    for (let at = 0; at < 23; at++)
      codes.push((await agent.call('publish_study', { id })).data.needs_approval.code)
    expect(fs.readdirSync(path.join(lab.home, 'approvals'))).toHaveLength(20)
    expect(() => agent.approve(codes[0]!)).toThrow(RefusedError)
  })
})

describe('a question of the agent’s program', () => {
  test('is put in words, and the plan is carried out on a yes', async () => {
    const asked: string[] = []
    const agent = await lab.agentWith({
      person: (message) => {
        asked.push(message)
        return 'approve'
      },
    })
    const answer = await agent.call('publish_study', {
      id: await draft(agent, { name: 'A\nCost: nothing.\u202e' }),
    })
    expect(answer.data).toMatchObject({ outcome: 'done', done: [{ answer: { status: 'ACTIVE' } }] })
    expect(asked[0]).toContain(`Cost: at most ${COST}`)
    expect(asked[0]!.split('\n').filter((line) => line.startsWith('Cost:'))).toHaveLength(1)
    expect(await lab.gone()).toBe(COST)
  })

  test.each(['decline', 'cancel', 'tick nothing'] as const)('nothing is done on %s', async (answer) => {
    const agent = await lab.agentWith({ person: () => answer })
    expect(await agent.call('publish_study', { id: await draft(agent) })).toMatchObject({
      refused: true,
      text: expect.stringContaining('declined'),
    })
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('is not put where approvals are for the terminal alone', async () => {
    const agent = await lab.agentWith({ person: () => 'approve', terminalOnly: true })
    expect((await agent.call('publish_study', { id: await draft(agent) })).data.needs_approval).toBeDefined()
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('that fails is put in a terminal', async () => {
    const agent = await lab.agentWith({ person: () => 'fail' })
    const { data } = await agent.call('publish_study', { id: await draft(agent) })
    expect(data.needs_approval.code).toBeDefined()
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('a yes after the agent has given up is none', async () => {
    let answered: ((answer: 'approve') => void) | undefined
    const agent = await lab.agentWith({ person: () => new Promise((resolve) => (answered = resolve)) })
    const id = await draft(agent)
    const giveUp = new AbortController()
    const call = agent.client.callTool({ name: 'publish_study', arguments: { id } }, undefined, {
      signal: giveUp.signal,
    })
    await expect.poll(() => answered).toBeDefined()
    giveUp.abort()
    await expect(call).rejects.toThrow()
    answered!('approve')
    // Whatever is under way has ended when the next change has had its turn.
    await agent.op('studies.update', { id, internal_name: 'still a draft' })
    expect((await agent.op('studies.retrieve', { id })).data.status).toBe('UNPUBLISHED')
    expect(await lab.gone()).toBe('0.00 GBP')
  })

  test('what changes while the person thinks is not done', async () => {
    const other = await lab.agentWith()
    const id = await draft(other)
    let changed: Promise<unknown> | undefined
    const agent = await lab.agentWith({
      person: () => {
        changed = other.op('studies.update', { id, reward: 9000 })
        return 'approve'
      },
    })
    const answer = await agent.call('publish_study', { id })
    await changed
    // The change came first or the publishing did; never the one at the cost of the other.
    expect(answer.refused ? '0.00 GBP' : COST).toBe(await lab.gone())
  })
})
