/** Whole recruitments in virtual time: what people do is up to a seed, answers are lost, and no limit is ever crossed. */
import { gbp } from 'prolific-kit'
import { afterAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import type { RecruitmentStatus } from './status.ts'

const lab = await openLab('rehearsal')
const { sandbox, client } = lab
afterAll(() => lab.close())

const DEEP = Boolean(process.env.CHECK_DEEP)
const HOUR = 3_600_000
const MINUTE = 60_000

/** Chance that follows from a seed, as the sandbox's does. */
function dice(seed: number) {
  let state = seed * 2_654_435_761 + 1
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 1 | state) + 0x6d2b79f5) | 0
    return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The next Friday at 18:00, with the morning of that day before it. */
async function friday(): Promise<Date> {
  const day = new Date(sandbox.clock.now())
  day.setUTCDate(day.getUTCDate() + ((12 - day.getUTCDay()) % 7 || 7))
  day.setUTCHours(6, 0, 0, 0)
  await sandbox.advance({ to: day.toISOString() })
  return new Date(day.getTime() + 12 * HOUR)
}

const sexed = (value: string) =>
  lab.study({
    total_available_places: 1,
    reward: 500,
    filters: [{ filter_id: 'sex', selected_values: [value] }],
  })

/** What people may do between two looks is seen in between too. */
async function atWork(studies: readonly string[]): Promise<number> {
  const counts = await Promise.all(studies.map((id) => client.studies.countSubmissions({ id })))
  return counts.reduce((sum, one) => sum + (one.RESERVED ?? 0) + (one.ACTIVE ?? 0), 0)
}

/** What Prolific says that it will have cost, in pence. */
async function projected(studies: readonly string[]): Promise<number> {
  const costs = await Promise.all(
    studies.map((id) => client.studies.retrieveCost({ id, is_projected: true })),
  )
  return costs.reduce(
    (sum, { rewards }) =>
      sum + (rewards?.rewards?.amount ?? 0) + (rewards?.fees?.amount ?? 0) + (rewards?.tax?.amount ?? 0),
    0,
  )
}

const FAULTS = ['drop_after_commit', 'drop_before', { type: 'status', status: 503 }, 'empty_body'] as const

async function spoil(random: () => number): Promise<void> {
  if ((await sandbox.faults.list()).length > 0 || random() > 0.4) return
  const operation = random() < 0.6 ? 'studies.update' : 'studies.transition'
  const fault = FAULTS[Math.floor(random() * FAULTS.length)]!
  await sandbox.faults.add({ operation, fault, times: 1 + Math.floor(random() * 2) })
}

/** Approves who has the right code, and rejects or sometimes approves the others. */
async function review(studies: readonly string[], random: () => number): Promise<void> {
  for (const study of studies)
    for (const { id, status, study_code } of await client.submissions.list({ study }).toArray()) {
      if (status !== 'AWAITING REVIEW') continue
      if (study_code === 'DONE' || random() < 0.2) await client.submissions.approve({ id })
      else await client.submissions.reject({ id })
    }
}

interface World {
  seed: number
  men: number
  women: number
  budget?: string
  atMostAtOnce?: number
  hours?: number
}

async function rehearse({ seed, men, women, budget = '900', atMostAtOnce = 40, hours = 12 }: World) {
  await sandbox.wallets.topUp({ amount: 200_000 })
  const random = dice(seed)
  const end = await friday()
  const deadline = new Date(end.getTime() - (12 - hours) * HOUR)
  const studies = [await sexed('0'), await sexed('1')]
  // A crowd in the first minutes, and others all day long.
  for (const [i, count] of [men, women].entries())
    for (const [share, within] of [
      [0.4, '30 min'],
      [0.6, hours > 1 ? `${hours - 1} hours` : '50 min'],
    ] as const)
      await sandbox.participants.arrive({
        study: studies[i]!,
        count: count * share,
        behaviour: 'mixed',
        within,
      })
  const cells = studies.map((study_id, i) => ({ study_id, target: 60, name: ['men', 'women'][i]! }))
  const { recruiting } = lab.workflows
  let status: RecruitmentStatus = await recruiting.start({
    cells,
    atMostAtOnce,
    budget: gbp(budget),
    deadline,
    stepEvery: (hours > 4 ? 20 + Math.floor(random() * 21) : 10) * MINUTE,
  })
  const check = async (when: string) => {
    expect(await atWork(studies), when).toBeLessThanOrEqual(atMostAtOnce)
    expect(await projected(studies), when).toBeLessThanOrEqual(Number(budget) * 100)
  }
  for (let round = 0; status.state !== 'closed' && round < 400; round++) {
    await spoil(random)
    status = await recruiting.step(status.id)
    await check(`seed ${seed}, round ${round}, after the step`)
    const next = status.nextStepAt?.getTime() ?? sandbox.clock.now()
    const pause = (next - sandbox.clock.now()) / 2
    for (let part = 0; part < 2 && pause > 0; part++) {
      await sandbox.advance(Math.ceil(pause))
      await check(`seed ${seed}, round ${round}, ${status.why}`)
    }
    if (round % 3 === 2) await review(studies, random)
  }
  expect(status.state).toBe('closed')
  await sandbox.faults.clear()
  // Those who are at work finish, nobody begins, and everything is reviewed.
  await sandbox.advance('3 hours')
  await review(studies, random)
  status = await recruiting.step(status.id)
  for (const study of studies) {
    const rows = await client.submissions.list({ study }).toArray()
    const valid = rows.filter((row) => row.status === 'APPROVED' && row.study_code === 'DONE')
    expect(valid.length).toBeLessThanOrEqual(60)
    for (const row of rows)
      expect(Date.parse(row.started_at)).toBeLessThanOrEqual(deadline.getTime() + MINUTE)
    for (const one of await sandbox.participants.list(study))
      if (one.submission) expect(Date.parse(one.at)).toBeLessThanOrEqual(deadline.getTime())
    expect(status.cells.find(({ study_id }) => study_id === study)?.valid).toBe(valid.length)
  }
  await check('at the end')
  return status
}

const seeds = (few: number, many: number) => Array.from({ length: DEEP ? many : few }, (_, i) => i + 1)

describe('120 valid, half women half men, at most 900 GBP with fees, at most 40 at once, by Friday 18:00', () => {
  test.each(seeds(3, 20))('seed %i: the target is met', async (seed) => {
    const status = await rehearse({ seed, men: 160, women: 160 })
    expect(status).toMatchObject({ isMet: true, valid: 120, outcome: 'met' })
    expect(status.cells.map(({ valid }) => valid)).toEqual([60, 60])
    expect(status.mayCost.compare(gbp('900'))).toBeLessThanOrEqual(0)
  })

  test.each(seeds(1, 5))('seed %i: too few women come, and it says so', async (seed) => {
    const status = await rehearse({ seed, men: 160, women: 30, hours: 4 })
    expect(status).toMatchObject({ isMet: false, state: 'closed', outcome: 'deadline' })
    expect(status.why).toMatch(/women: \d+ of 60 are valid.* nobody took them: too few people/)
  })

  test.each(seeds(1, 5))('seed %i: the budget is too small, and it says so', async (seed) => {
    const status = await rehearse({ seed, men: 160, women: 160, budget: '500', hours: 4 })
    expect(status).toMatchObject({ isMet: false, outcome: 'deadline' })
    expect(status.why).toMatch(/The budget of 500.00 GBP pays for no further place/)
  })

  test.each(seeds(1, 5))('seed %i: the time is too short, and it says so', async (seed) => {
    const status = await rehearse({ seed, men: 160, women: 160, atMostAtOnce: 10, hours: 1 })
    expect(status).toMatchObject({ isMet: false, outcome: 'deadline' })
    expect(status.why).toMatch(/The deadline has come/)
  })
})
