/** Paying a part by a code of the study, and a bulk approval that is refused as a whole. */
import { afterAll, beforeEach, expect, test } from 'vitest'
import { draft, openLab } from '../../test/lab.ts'
import type { ReviewRule } from '../index.ts'

const lab = await openLab('dynamic payment')
const { client, sandbox } = lab
afterAll(() => lab.close())

const study = await lab.study({
  completion_codes: [
    ...draft.completion_codes,
    { code: 'PART', code_type: 'OTHER', actor: 'researcher', actions: [{ action: 'DYNAMIC_PAYMENT' }] },
  ],
})
const [late, good] = await (async () => {
  const { arrivals } = await sandbox.participants.arrive({ study, count: 2, behaviour: 'manual' })
  const [late, good] = arrivals.map(({ submission }) => submission!)
  for (const id of [late!, good!]) await sandbox.participants.act(id, 'start')
  await sandbox.participants.act(good!, 'complete', { code: 'DONE' })
  await sandbox.advance('6 hours')
  return [late!, good!] as const
})()
const fresh = sandbox.snapshot()
beforeEach(async () => {
  sandbox.restore(fresh)
  await sandbox.faults.clear()
})

const { review } = lab.workflows
const rowsOf = async (id: string) =>
  Object.fromEntries(
    (await review.report(id)).rows.map((row) => [row.submission_id, [row.state, row.state_reason]]),
  )

const part: ReviewRule = {
  when: { status: 'TIMED-OUT' },
  then: { action: 'pay_part', percentage: 40, by: 'dynamic_payment', reason: 'did a part' },
}

test.each(['nothing', 'drop_after_commit'] as const)(
  'a dynamic payment is made once after %s',
  async (fault) => {
    if (fault !== 'nothing') await sandbox.faults.add({ operation: 'submissions.complete', fault, times: 1 })
    const proposal = await review.propose({ study_id: study, rules: [part] })
    expect(String(proposal.parts)).toBe('0.60 GBP')
    await review.carryOut(proposal)
    expect((await rowsOf(proposal.id))[late]?.[0]).toBe('done')
    expect((await client.submissions.retrieve({ id: late })).status).toBe('PARTIALLY APPROVED')
  },
)

test('a bulk approval that is refused as a whole and in each part fails, and is told', async () => {
  const rules: ReviewRule[] = [{ when: {}, then: { action: 'approve', reason: 'all' } }]
  const proposal = await review.propose({ study_id: study, rules })
  const body = { error: { status: 400, title: 'Bad', detail: 'No approvals today.' } }
  await sandbox.faults.add({
    operation: 'submissions.bulkApprove',
    fault: { type: 'status', status: 400, body },
    times: 1,
  })
  await review.carryOut(proposal)
  const [state, why] = (await rowsOf(proposal.id))[good]!
  expect(state).toBe('failed')
  expect(why).toMatch(/No approvals today/)
  expect((await client.submissions.retrieve({ id: good })).status).toBe('AWAITING REVIEW')
})
