/** What a process may not pay it leaves to others, or holds to have failed. */
import { gbp } from 'prolific-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { UncertainError } from '../errors.ts'
import type { DueBonuses } from './permission.ts'

const lab = await openLab('permission')
afterAll(() => lab.close())
const { sandbox, client } = lab
let study: string
const people: string[] = []
beforeAll(async () => {
  study = await lab.study()
  const { arrivals } = await sandbox.participants.arrive({ study, count: 3, behaviour: 'diligent' })
  await sandbox.idle()
  for (const { submission } of arrivals) people.push(submission!)
})
const plan = (at: number, purpose = 'bonus') =>
  lab.workflows.bonuses.plan({
    study_id: study,
    rows: [{ submission_id: people[at]!, amount: gbp('1.00') }],
    purpose,
  })
const paid = async (at: number) => (await client.submissions.retrieve({ id: people[at]! })).bonus_payments

test('it is asked before the set-up and before the payment; others’ plans stay as they are', async () => {
  const theirs = await plan(0)
  await lab.workflows.bonuses.pay(theirs, { until: 'committed' })
  const asked: DueBonuses[] = []
  let ours = ''
  await lab.reopen({
    mayPay: (due) => {
      asked.push(due)
      return due.plan_id === ours
    },
  })
  const mine = await plan(1)
  ours = mine.id
  await expect(lab.workflows.bonuses.pay(mine, { alone: true })).rejects.toThrow(UncertainError)
  expect(asked).toEqual([])
  await lab.workflows.bonuses.pay(mine)
  await sandbox.advance('10 min')
  expect([await paid(0), await paid(1)]).toEqual([[], [100]])
  const totals = asked.filter(({ plan_id }) => plan_id === ours).map(({ total }) => total && String(total))
  expect([...new Set(totals)]).toEqual([undefined, '1.40 GBP'])
  const open = await lab.workflows.bonuses.unfinished(mine.workspace_id)
  expect(open).toMatchObject([{ plan_id: theirs.id, study_id: study, state: 'planned', payments: 1 }])
})

test('what nobody may pay has failed, with the reason', async () => {
  await lab.reopen({ mayPay: ({ total }) => (total ? 'it is too dear' : true) })
  const { counts, set_ups } = await lab.workflows.bonuses.pay(await plan(2, 'dear'))
  expect(counts.failed).toBe(1)
  expect(set_ups[0]!.reason).toBe('It was not paid: it is too dear. Plan again')
  await sandbox.advance('10 min')
  expect(await paid(2)).toEqual([])
})
