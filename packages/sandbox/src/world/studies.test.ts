import { beforeEach, describe, expect, test } from 'vitest'
import { codes, draft, openLab, reason } from '../../test/lab.ts'

const lab = await openLab()
beforeEach(() => lab.reset())

/** Two people hand in what they did. */
async function full(changes: object = {}) {
  const study = await lab.publish(changes)
  const [one, two] = [lab.enter(study, 1), lab.enter(study, 2)]
  lab.finish(one)
  lab.finish(two)
  return { study, one, two }
}

describe('drafting', () => {
  test('a draft costs nothing, and has what it was not told by default', async () => {
    const study = await lab.study(await lab.create())
    expect(study).toMatchObject({
      ...draft,
      completion_codes: draft.completion_codes.map((code) => ({ actor: 'participant', ...code })),
      status: 'UNPUBLISHED',
      maximum_allowed_time: 32,
      total_cost: 840,
      study_type: 'SINGLE',
      submissions_config: { max_submissions_per_participant: 1, max_concurrent_submissions: -1 },
      published_at: null,
    })
    expect(await lab.money()).toEqual({ total: 1_000_000, available: 1_000_000 })
  })

  test.each<[string, string, object]>([
    [
      'two destinations',
      'external_study_url',
      { access_details: [{ external_url: 'https://a.org', total_allocation: 2 }] },
    ],
    ['no address', 'Enter a valid URL', { external_study_url: 'example' }],
    [
      'allocations that miss the total',
      'add up to 3',
      {
        external_study_url: undefined,
        access_details: [{ external_url: 'https://a.org', total_allocation: 3 }],
      },
    ],
    ['too little time', 'maximum_allowed_time', { maximum_allowed_time: 28 }],
    [
      'an unknown filter',
      'Did you mean \\"current-country-of-residence\\"?',
      { filters: [{ filter_id: 'country_of_residence', selected_values: ['1'] }] },
    ],
    ['an unknown project', 'project', { project: 'a'.repeat(24) }],
    ['actions of no code', 'Without a code', { completion_codes: [{ ...codes.review, code: null }] }],
    ['a code twice', 'unique', { completion_codes: [codes.review, codes.review] }],
    ['no code', 'completion_codes', { completion_codes: [] }],
    [
      'approval and review by one code',
      'exclude each other',
      {
        completion_codes: [
          { ...codes.review, actions: [{ action: 'MANUALLY_REVIEW' }, { action: 'AUTOMATICALLY_APPROVE' }] },
        ],
      },
    ],
    [
      'two screen-outs',
      'Only one code',
      { completion_codes: [codes.screenOut(1), { ...codes.screenOut(1), code: 'B' }] },
    ],
    [
      'a screen-out that pays as much as the study',
      'below the reward',
      { completion_codes: [codes.screenOut(1, 300)] },
    ],
    [
      'a dynamic payment by participants',
      'DYNAMIC_PAYMENT',
      { completion_codes: [{ ...codes.part, actor: 'participant' }] },
    ],
    [
      'a group that is not there',
      'participant group',
      {
        completion_codes: [
          {
            ...codes.review,
            actions: [{ action: 'ADD_TO_PARTICIPANT_GROUP', participant_group: 'a'.repeat(24) }],
          },
        ],
      },
    ],
    [
      'a Task Builder batch that is not there',
      'data_collection_id',
      {
        external_study_url: undefined,
        data_collection_method: 'AI_TASK_BUILDER_BATCH',
        data_collection_id: 'x',
        completion_codes: [codes.review],
      },
    ],
  ])('%s is refused', async (_, named, changes) => {
    expect(await lab.no(400, 'POST studies/', { ...draft, ...changes })).toContain(named)
  })

  test('no destination is refused', async () => {
    expect((await lab.api('POST studies/', { ...draft, external_study_url: undefined })).status).toBe(400)
  })

  test('a draft can change in every field, and null takes a value back', async () => {
    const study = await lab.create({ metadata: 'x', naivety_distribution_rate: 0.5 })
    const changed = await lab.ok(`PATCH studies/${study}/`, {
      reward: 500,
      metadata: null,
      naivety_distribution_rate: null,
    })
    expect(changed).toMatchObject({
      reward: 500,
      metadata: null,
      naivety_distribution_rate: null,
      name: 'Study',
    })
    const longer = await lab.ok(`PATCH studies/${study}/`, { estimated_completion_time: 20 })
    expect(longer.maximum_allowed_time).toBe(62)
  })

  test('keeps of its description only the markup that participants may see', async () => {
    const study = await lab.study(
      await lab.create({ description: '<p style="x">Read <a href="/">this</a>.</p>' }),
    )
    expect(study.description).toBe('<p>Read this.</p>')
  })

  test('only drafts can be removed', async () => {
    const study = await lab.create()
    await lab.ok(`DELETE studies/${study}/`)
    expect(await lab.no(404, `GET studies/${study}/`)).toContain(study)
    expect(await lab.no(400, `DELETE studies/${await lab.publish()}/`)).toContain('ACTIVE')
  })
})

describe('publishing', () => {
  test('locks the cost of every place and of every screen-out', async () => {
    await lab.publish()
    expect(await lab.money()).toEqual({ total: 1_000_000, available: 1_000_000 - 840 })
    await lab.publish({ completion_codes: [codes.review, codes.screenOut(10)] })
    expect(await lab.money()).toEqual({ total: 1_000_000, available: 1_000_000 - 840 - 840 - 280 })
  })

  test('is refused without the money, and nothing has happened', async () => {
    const study = await lab.create({ reward: 400_000 })
    expect(await lab.no(400, `POST studies/${study}/transition/`, { action: 'PUBLISH' })).toContain(
      '1000000.00 are available',
    )
    expect((await lab.study(study)).status).toBe('UNPUBLISHED')
    expect((await lab.money()).available).toBe(1_000_000)
  })

  test('can be planned, and called off', async () => {
    const study = await lab.create()
    expect(await lab.no(400, `POST studies/${study}/transition/`, { action: 'SCHEDULE_PUBLISH' })).toContain(
      'publish_at',
    )
    const planned = await lab.change(study, 'SCHEDULE_PUBLISH', { publish_at: '2026-01-05T12:00:00Z' })
    expect(planned).toMatchObject({ status: 'SCHEDULED', publish_at: '2026-01-05T12:00:00.000000Z' })
    await lab.change(study, 'CANCEL_PUBLISH')
    await lab.wait('4 hours')
    expect((await lab.study(study)).status).toBe('UNPUBLISHED')

    await lab.change(study, 'SCHEDULE_PUBLISH', { publish_at: '2026-01-05T15:00:00Z' })
    await lab.wait('2 hours')
    expect(await lab.study(study)).toMatchObject({
      status: 'ACTIVE',
      published_at: '2026-01-05T15:00:00.000000Z',
    })
  })

  test('that was planned falls back to a draft when the money is gone', async () => {
    const study = await lab.create({ reward: 250_000 })
    await lab.change(study, 'SCHEDULE_PUBLISH', { publish_at: '2026-01-05T12:00:00Z' })
    await lab.publish({ reward: 200_000 })
    await lab.wait('4 hours')
    expect((await lab.study(study)).status).toBe('UNPUBLISHED')
  })

  test('says what else can be asked of a study', async () => {
    const study = await lab.publish()
    expect(await lab.no(400, `POST studies/${study}/transition/`, { action: 'PUBLISH' })).toContain(
      'PAUSE, STOP',
    )
  })
})

describe('a published study', () => {
  test('keeps what participants have seen, and can change the rest', async () => {
    const study = await lab.publish()
    const refused = await lab.no(400, `PATCH studies/${study}/`, {
      name: 'Other',
      description: 'Other',
      internal_name: 'x',
    })
    expect(refused).toMatch(/name.*description/)
    const changed = await lab.ok(`PATCH studies/${study}/`, {
      internal_name: 'Mine',
      submissions_config: { max_concurrent_submissions: 1 },
    })
    expect(changed).toMatchObject({
      internal_name: 'Mine',
      submissions_config: { max_submissions_per_participant: 1, max_concurrent_submissions: 1 },
    })
  })

  test('gets more places for more money, never fewer', async () => {
    const study = await lab.publish()
    expect(await lab.no(400, `PATCH studies/${study}/`, { total_available_places: 1 })).toContain('only grow')
    await lab.ok(`PATCH studies/${study}/`, { total_available_places: 5 })
    expect((await lab.money()).available).toBe(1_000_000 - 5 * 420)
    expect(await lab.no(400, `PATCH studies/${study}/`, { total_available_places: 5000 })).toContain(
      'available',
    )
  })

  test('can pay more while it is paused and nobody is approved', async () => {
    const study = await lab.publish()
    expect(await lab.no(400, `PATCH studies/${study}/`, { reward: 600 })).toContain('paused')
    await lab.change(study, 'PAUSE')
    await lab.ok(`PATCH studies/${study}/`, { reward: 600 })
    expect((await lab.money()).available).toBe(1_000_000 - 2 * 840)
    await lab.change(study, 'START')
    lab.finish(lab.enter(study, 1), 'PAID')
    await lab.change(study, 'PAUSE')
    expect(await lab.no(400, `PATCH studies/${study}/`, { reward: 700 })).toContain('approved')
  })

  test('raises screen-outs by code and number alone', async () => {
    const study = await lab.publish({ completion_codes: [codes.review, codes.screenOut(2)] })
    const raise = (slots: number) => ({
      completion_codes: [{ code: 'OUT', actions: [{ action: 'FIXED_SCREEN_OUT_PAYMENT', slots }] }],
    })
    expect(await lab.no(400, `PATCH studies/${study}/`, raise(1))).toContain('only grow')
    const before = (await lab.money()).available
    await lab.ok(`PATCH studies/${study}/`, raise(4))
    expect((await lab.money()).available).toBe(before - 2 * 28)
  })

  test('with several tasks gets new ones alone, and larger ones with a total', async () => {
    const task = (external_url: string, total_allocation: number) => ({ external_url, total_allocation })
    const study = await lab.publish({
      external_study_url: undefined,
      access_details: [task('https://a.org', 1), task('https://b.org', 1)],
    })
    const grown = await lab.ok(`PATCH studies/${study}/`, { access_details: [task('https://c.org', 3)] })
    expect(grown.total_available_places).toBe(5)
    const more = { total_available_places: 7, access_details: [task('https://a.org', 2)] }
    expect((await lab.ok(`PATCH studies/${study}/`, more)).access_details).toEqual([
      task('https://a.org', 3),
      task('https://b.org', 1),
      task('https://c.org', 3),
    ])
    expect(
      await lab.no(400, `PATCH studies/${study}/`, { access_details: [task('https://a.org', 9)] }),
    ).toContain('alone')
  })
})

describe('the end of a study', () => {
  test('comes when every place is approved', async () => {
    const { study, one, two } = await full()
    expect((await lab.study(study)).status).toBe('AWAITING REVIEW')
    await lab.review(one, 'APPROVE')
    await lab.review(two, 'APPROVE')
    expect((await lab.study(study)).status).toBe('COMPLETED')
    expect(await lab.money()).toEqual({ total: 1_000_000 - 840, available: 1_000_000 - 840 })
  })

  test('waits for a rejected place until it is filled again or given up', async () => {
    const { study, one, two } = await full()
    await lab.review(one, 'APPROVE')
    await lab.review(two, 'REJECT', { message: reason, rejection_category: 'LOW_EFFORT' })
    expect((await lab.study(study)).status).toBe('AWAITING REVIEW')
    expect(lab.reserve(study, 3)).toBe('not recruiting')
    await lab.change(study, 'START')
    lab.finish(lab.enter(study, 3), 'PAID')
    expect((await lab.study(study)).status).toBe('COMPLETED')
  })

  test('can be ordered: the money of unused places comes back at once, that of open work after its review', async () => {
    const study = await lab.publish({ total_available_places: 10 })
    const one = lab.enter(study, 1)
    expect((await lab.change(study, 'STOP')).status).toBe('AWAITING REVIEW')
    expect((await lab.money()).available).toBe(1_000_000 - 420)
    lab.finish(one)
    await lab.review(one, 'REJECT', { message: reason, rejection_category: 'NO_DATA' })
    expect((await lab.study(study)).status).toBe('COMPLETED')
    expect(await lab.money()).toEqual({ total: 1_000_000, available: 1_000_000 })
    const idle = await lab.publish()
    expect((await lab.change(idle, 'STOP')).status).toBe('COMPLETED')
  })

  test('is taken back by more places', async () => {
    const { study, one, two } = await full()
    await lab.review(one, 'APPROVE')
    await lab.review(two, 'APPROVE')
    expect((await lab.ok(`PATCH studies/${study}/`, { total_available_places: 3 })).status).toBe('ACTIVE')
    expect((await lab.money()).available).toBe(1_000_000 - 3 * 420)
    lab.finish(lab.enter(study, 3))
    expect((await lab.study(study)).status).toBe('AWAITING REVIEW')
  })

  test('START needs a free place', async () => {
    const { study } = await full()
    expect(await lab.no(400, `POST studies/${study}/transition/`, { action: 'START' })).toContain(
      'add places',
    )
  })
})

test('what participants earn an hour goes by the middle time of those who handed in', async () => {
  const study = await lab.publish({ total_available_places: 5 })
  const rows = [lab.enter(study, 1), lab.enter(study, 2), lab.enter(study, 3)]
  expect(await lab.study(study)).toMatchObject({
    average_reward_per_hour: 0,
    estimated_reward_per_hour: 1800,
  })
  for (const [row, wait] of [
    [rows[0]!, '2 min'],
    [rows[1]!, '8 min'],
    [rows[2]!, '20 min'],
  ] as const) {
    await lab.wait(wait)
    lab.finish(row)
  }
  expect(await lab.study(study)).toMatchObject({ average_reward_per_hour: 1800, average_time_taken: 14 })
})
