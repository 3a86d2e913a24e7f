/** What may be spent in all, and bonuses, which are paid once. */
import fs from 'node:fs'
import { gbp, Money, usd } from 'prolific-kit'
import { describe, expect, test } from 'vitest'
import type { Agent } from '../../test/agent.ts'
import { approvedPublishing, COST, draft, SpendingLab, spendsOf } from '../../test/spending-lab.ts'

const lab = new SpendingLab()

describe('the limit', () => {
  test('counts together what is spent, over servers and their restarts', async () => {
    const limit = { maxCost: gbp('20') }
    const one = await lab.agentWith(limit)
    await one.call('run_approved', { code: await approvedPublishing(one, await draft(one)) })
    expect(await lab.gone()).toBe(COST)
    for (const agent of [one, await lab.agentWith(limit)]) {
      const answer = await agent.call('publish_study', { id: await draft(agent) })
      expect(answer).toMatchObject({ refused: true, text: expect.stringContaining('3.20 GBP is left') })
    }
    const [{ left }] = [(await one.call('overview')).data.spending]
    expect(left).toBe('3.20 GBP')
  })

  test('two servers that spend at once do not spend it twice', async () => {
    const limit = { maxCost: gbp('20') }
    const [one, two] = [await lab.agentWith(limit), await lab.agentWith(limit)]
    const codes = await Promise.all(
      [one, two].map(async (agent) => approvedPublishing(agent, await draft(agent))),
    )
    const answers = await Promise.all(
      [one, two].map((agent, at) => agent.call('run_approved', { code: codes[at]! })),
    )
    expect(answers.map(({ refused }) => refused).sort()).toEqual([false, true])
    expect(await lab.gone()).toBe(COST)
  })

  test('what Prolific refuses does not count', async () => {
    const agent = await lab.agentWith()
    const code = await approvedPublishing(agent, await draft(agent))
    await lab.sandbox.faults.add({ operation: 'studies.publish', fault: { type: 'status', status: 400 } })
    expect((await agent.call('run_approved', { code })).data.outcome).toBe('failed')
    expect((await agent.call('overview')).data.spending.used).toBe('0.00 GBP')
  })

  test('what cannot be published is refused before a person is asked, and again before it is sent', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const code = await approvedPublishing(agent, id)
    await lab.sandbox.wallets.setBalance({ balance: 100 })
    for (const answer of [
      await agent.call('run_approved', { code }),
      await agent.call('publish_study', { id }),
    ])
      expect(answer).toMatchObject({ refused: true, text: expect.stringContaining('top it up by') })
    expect((await agent.call('overview')).data.spending.used).toBe('0.00 GBP')
  })

  test('what was locked and counted when a study was published is not counted again when it is paid', async () => {
    const agent = await lab.agentWith({ maxCost: gbp('17') })
    const id = await draft(agent)
    await agent.call('run_approved', { code: await approvedPublishing(agent, id) })
    const approve = await lab.submissionsOf(agent, id)
    const { data } = await agent.call('decide_submissions', { approve })
    agent.approve(data.needs_approval.code)
    const done = await agent.call('run_approved', { code: data.needs_approval.code })
    expect(done.data.outcome).toBe('done')
    expect((await agent.call('overview')).data.spending.used).toBe(COST)
  })

  test('counts what a higher reward of a paused study locks, and the person is told of it', async () => {
    const agent = await lab.agentWith({ maxCost: gbp('100') })
    const id = await draft(agent)
    await agent.call('run_approved', { code: await approvedPublishing(agent, id) })
    await agent.op('studies.pause', { id })
    const ask = (reward: unknown) => agent.op('studies.update', { id, reward })
    expect(await ask(9000)).toMatchObject({
      refused: true,
      text: expect.stringContaining('83.20 GBP is left'),
    })
    const changes = { id, reward: '2.50 GBP', total_available_places: 9 }
    const { needs_approval } = (await agent.op('studies.update', changes)).data
    expect(needs_approval.cost).toBe('at most 14.70 GBP')
    agent.approve(needs_approval.code)
    const done = await agent.call('run_approved', { code: needs_approval.code })
    expect(done.data.outcome).toBe('done')
    expect(await lab.gone()).toBe('31.50 GBP')
    expect((await agent.call('overview')).data.spending.used).toBe('31.50 GBP')
    const without = await lab.agentWith({ mode: 'default', maxCost: undefined })
    expect((await without.op('studies.update', { id, reward: '3.00 GBP' })).refused).toBe(true)
  })

  test('is in one currency', async () => {
    const agent = await lab.agentWith({ maxCost: usd('1000') })
    expect(await agent.call('publish_study', { id: await draft(agent) })).toMatchObject({
      refused: true,
      text: expect.stringContaining('in USD'),
    })
  })

  test('what has no known cost is not asked for', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const input = { id, submission_ids: [], reward_per_hour: '9.00 GBP' }
    expect((await agent.op('studies.screenOutSubmissions', input)).refused).toBe(true)
  })

  test('a damaged count stops all spending', async () => {
    const agent = await lab.agentWith()
    const id = await draft(agent)
    const code = await approvedPublishing(agent, id)
    fs.writeFileSync(agent.desk.spending!.file, '{"amount":', { flag: 'a' })
    expect((await agent.call('run_approved', { code })).refused).toBe(true)
    expect(await lab.gone()).toBe('0.00 GBP')
  })
})

describe('bonuses', () => {
  async function published(agent: Agent) {
    const study_id = await draft(agent)
    await agent.call('run_approved', { code: await approvedPublishing(agent, study_id) })
    const [submission_id] = await lab.submissionsOf(agent, study_id)
    return { study_id, bonuses: [{ submission_id: submission_id!, amount: '1.00 GBP' }] }
  }

  test('exactly what was approved is paid', async () => {
    const agent = await lab.agentWith()
    const wanted = await published(agent)
    const before = (await agent.desk.client.workspaces.list()).rows[0]!.id
    const { available_balance } = await agent.desk.client.workspaces.getBalance({ workspace_id: before })
    const { data } = await agent.call('pay_bonuses', wanted)
    expect(data.needs_approval.details.join('\n')).toContain(`${wanted.bonuses[0]!.submission_id}  1.00 GBP`)
    agent.approve(data.needs_approval.code)
    const done = await agent.call('run_approved', { code: data.needs_approval.code })
    expect(done.data.outcome).toBe('done')
    await lab.sandbox.advance({ by: '10 minutes' })
    const after = await agent.desk.client.workspaces.getBalance({ workspace_id: before })
    expect(`at most ${Money.fromMinorUnits(available_balance - after.available_balance, 'GBP')}`).toBe(
      data.needs_approval.cost,
    )
  })

  test('a payment whose answer is lost is told, counts, and is never tried again', async () => {
    const agent = await lab.agentWith()
    const { data } = await agent.call('pay_bonuses', await published(agent))
    const { code, details } = data.needs_approval
    agent.approve(code)
    await lab.sandbox.faults.add({ operation: 'bonuses.pay', fault: 'drop_after_commit', times: 1 })
    const lost = await agent.call('run_approved', { code })
    expect(lost.data).toMatchObject({ outcome: 'not known', failed: { operation: 'bonuses.pay' } })
    expect(lost.data.failed.why).toContain('Do not pay again')
    expect(details).toBeDefined()
    const [id] = agent.desk.setUps.keys()
    expect(await agent.op('bonuses.pay', { id })).toMatchObject({
      refused: true,
      text: expect.stringContaining('never paid twice'),
    })
    expect(spendsOf(agent).filter(({ operation }) => operation === 'bonuses.pay')).toHaveLength(1)
    expect((await agent.call('overview')).data.spending.used).not.toBe(COST)
  })

  test('the same bonuses again: the person is told, and an earlier approval is void', async () => {
    const agent = await lab.agentWith()
    const wanted = await published(agent)
    const codes = [await agent.call('pay_bonuses', wanted), await agent.call('pay_bonuses', wanted)].map(
      ({ data }) => data.needs_approval.code as string,
    )
    for (const code of codes) agent.approve(code)
    const answers = [
      await agent.call('run_approved', { code: codes[0]! }),
      await agent.call('run_approved', { code: codes[1]! }),
    ]
    expect(answers.map(({ refused }) => refused)).toEqual([false, true])
    const { data } = await agent.call('pay_bonuses', wanted)
    expect(data.needs_approval.details.join('\n')).toContain('NOTE')
  })

  test('that were set up elsewhere cannot be told, and are not paid', async () => {
    const [one, two] = [await lab.agentWith(), await lab.agentWith({ person: () => 'approve' })]
    const { study_id, bonuses } = await published(one)
    const { data } = await one.op('bonuses.setUp', {
      study_id,
      csv_bonuses: `${bonuses[0]!.submission_id},1.00`,
    })
    expect(await two.op('bonuses.pay', { id: data.id })).toMatchObject({
      refused: true,
      text: expect.stringContaining('did not set these bonuses up'),
    })
  })
})
