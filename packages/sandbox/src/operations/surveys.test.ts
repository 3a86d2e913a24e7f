import { beforeEach, expect, test } from 'vitest'
import { choose, ice, kinds, openSurveyLab, question } from '../../test/survey-lab.ts'

const { lab, researcher, participant, submission, create, answer } = await openSurveyLab()

beforeEach(() => lab.reset())

test('a survey gets its ids, and keeps those that it brings', async () => {
  const id = '497f6eca-6276-4993-bfeb-53cbbbba6f08'
  const { status, data } = await lab.api('POST surveys/', {
    researcher_id: researcher,
    title: 'Ice',
    sections: [{ id, title: 'Ice', questions: [{ ...ice, id }] }],
  })
  expect(status).toBe(201)
  const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(data).toEqual({
    _id: expect.stringMatching(/^[0-9a-f]{24}$/),
    date_created: '2026-01-05T09:00:00.000000Z',
    date_modified: '2026-01-05T09:00:00.000000Z',
    researcher_id: researcher,
    title: 'Ice',
    questions: [],
    sections: [
      {
        id,
        title: 'Ice',
        questions: [
          {
            id,
            title: ice.title,
            type: 'single',
            answers: [
              { id: uuid, value: 'Yes' },
              { id: uuid, value: 'No' },
            ],
          },
        ],
      },
    ],
  })
  expect(await lab.ok(`GET surveys/${data._id}`)).toEqual(data)
  expect((await lab.ok(`GET surveys/?researcher_id=${researcher}`)).results).toEqual([data])
})

test('a survey of questions alone has no sections', async () => {
  expect(await create({ questions: [ice] })).toMatchObject({
    sections: [],
    questions: [{ title: ice.title }],
  })
})

test('surveys come a hundred at a time', async () => {
  for (let i = 0; i < 101; i++) await create({ questions: [] })
  const { results, meta, _links } = await lab.ok(`GET surveys/?researcher_id=${researcher}`)
  expect([results.length, meta.count]).toEqual([100, 101])
  expect(_links.next.href).toContain('offset=100')
})

test('what is too long, too many or not there is refused', async () => {
  const make = (more: object) =>
    lab.no(400, 'POST surveys/', { researcher_id: researcher, title: 'x', ...more })
  expect(await make({})).toContain('required')
  const both = { sections: [{ title: 'Ice', questions: [ice] }], questions: [ice] }
  expect(await make(both)).toContain('not both')
  expect(await make({ questions: [{ ...ice, title: 'x'.repeat(201) }] })).toContain('200')
  expect(await make({ questions: [question('?', 'single', 'x'.repeat(141))] })).toContain('140')
  expect(await make({ questions: [question('?', 'single', ...'abcdefghijk')] })).toContain('10')
  expect(await make({ sections: [{ title: 's', questions: Array(6).fill(ice) }] })).toContain('5')
  expect(await make({ questions: [question('?', 'many')] })).toContain('many')
  expect(await make({ researcher_id: 'f'.repeat(24), questions: [] })).toContain('researcher_id')
  await lab.no(404, `GET surveys/?researcher_id=${'f'.repeat(24)}`)
  await lab.no(400, 'GET surveys/')
})

test('responses are kept by section or by question, as the survey is', async () => {
  const survey = await create()
  const [section] = survey.sections
  const sections = [
    {
      section_id: section.id,
      questions: [choose(section.questions[0], 1), choose(section.questions[1], 0, 2)],
    },
  ]
  const { status, data } = await lab.api(`POST surveys/${survey._id}/responses/`, {
    participant_id: participant,
    submission_id: submission,
    sections,
  })
  expect(status).toBe(201)
  expect(data).toEqual({
    _id: expect.stringMatching(/^[0-9a-f]{24}$/),
    date_created: '2026-01-05T09:00:00.000000Z',
    date_modified: '2026-01-05T09:00:00.000000Z',
    participant_id: participant,
    submission_id: submission,
    sections,
    questions: [],
  })
  expect(await lab.ok(`GET surveys/${survey._id}/responses/${data._id}`)).toEqual(data)
  const alone = await create({ questions: [ice] })
  const questions = [choose(alone.questions[0], 0)]
  expect(await answer(alone._id, { questions })).toMatchObject({ questions, sections: [] })
  const { results, meta } = await lab.ok(`GET surveys/${survey._id}/responses/`)
  expect([results, meta.count]).toEqual([[data], 1])
})

test('a response that does not fit the survey is refused', async () => {
  const survey = await create()
  const [section] = survey.sections
  const no = (more: object, id = survey._id) =>
    lab.no(400, `POST surveys/${id}/responses/`, {
      participant_id: participant,
      submission_id: submission,
      ...more,
    })
  const inSection = (...questions: object[]) => ({ sections: [{ section_id: section.id, questions }] })
  const first = choose(section.questions[0], 0)
  const strange = '497f6eca-6276-4993-bfeb-53cbbbba6f08'
  expect(await no(inSection(choose(section.questions[0], 0, 1)))).toContain('one answer')
  expect(await no(inSection({ ...first, question_id: strange }))).toContain('no question')
  expect(await no(inSection({ ...first, answers: [{ answer_id: strange, value: 'x' }] }))).toContain(
    'no answer',
  )
  expect(await no({ sections: [{ section_id: strange, questions: [first] }] })).toContain('no section')
  expect(await no({ questions: [first] })).toContain('sections')
  expect(await no(inSection(first), (await create({ questions: [ice] }))._id)).toContain('alone')
  expect(await no({})).toContain('required')
})

test('the summary counts every answer to every question, also those that nobody chose', async () => {
  const survey = await create()
  const [{ id, questions }] = survey.sections
  const [one, many] = questions
  await answer(survey._id, {
    sections: [{ section_id: id, questions: [choose(one, 0), choose(many, 0, 2)] }],
  })
  await answer(survey._id, { sections: [{ section_id: id, questions: [choose(one, 0), choose(many)] }] })
  const summary = await lab.ok(`GET surveys/${survey._id}/responses/summary/`)
  expect(summary.survey_id).toBe(survey._id)
  expect(summary.questions).toMatchObject([
    { question_id: one.id, question: ice.title, total_answers: 2, answers: [{ count: 2 }, { count: 0 }] },
    { question: kinds.title, total_answers: 1, answers: [{ count: 1 }, { count: 0 }, { count: 1 }] },
  ])
})

test('responses can be removed, one or all, and a survey takes its own with it', async () => {
  const survey = (await create({ questions: [ice] }))._id
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push((await answer(survey, { questions: [] }))._id)
  const count = async () => (await lab.ok(`GET surveys/${survey}/responses/`)).meta.count
  expect((await lab.api(`DELETE surveys/${survey}/responses/${ids[0]}`)).status).toBe(204)
  expect(await count()).toBe(2)
  await lab.no(404, `GET surveys/${survey}/responses/${ids[0]}`)
  await lab.no(404, `DELETE surveys/${survey}/responses/${ids[0]}`)
  expect((await lab.api(`DELETE surveys/${survey}/responses/`)).status).toBe(204)
  expect(await count()).toBe(0)
  expect((await lab.api(`DELETE surveys/${survey}`)).status).toBe(204)
  await lab.no(404, `GET surveys/${survey}`)
  await lab.no(404, `GET surveys/${survey}/responses/`)
})

test('surveys and responses of others are not there', async () => {
  const survey = (await create({ questions: [ice] }))._id
  const response = (await answer(survey, { questions: [] }))._id
  const other = (await create({ questions: [ice] }))._id
  await lab.no(404, `GET surveys/${other}/responses/${response}`)
  const response_ = { participant_id: participant, submission_id: submission, questions: [] }
  const routes: [string, object?][] = [
    [`GET surveys/${survey}`],
    [`DELETE surveys/${survey}`],
    [`GET surveys/${survey}/responses/`],
    [`POST surveys/${survey}/responses/`, response_],
    [`DELETE surveys/${survey}/responses/`],
    [`GET surveys/${survey}/responses/summary/`],
    [`GET surveys/${survey}/responses/${response}`],
    [`DELETE surveys/${survey}/responses/${response}`],
    [`GET surveys/?researcher_id=${researcher}`],
  ]
  for (const [route, body] of routes) {
    expect((await lab.api(route, body, 'sandbox_other')).status, route).toBe(404)
    const unknown = route.replace(survey, 'f'.repeat(24)).replace(researcher, 'f'.repeat(24))
    expect((await lab.api(unknown, body)).status, unknown).toBe(404)
  }
  expect(await lab.ok(`GET surveys/${survey}`)).toBeTruthy()
})

test('participants of a study that shows a survey answer it when they finish', async () => {
  const survey = await create()
  const study = await lab.publish({
    external_study_url: `https://prolific.com/surveys/${survey._id}`,
    total_available_places: 30,
  })
  lab.engine.arrive({ study, count: 30, behaviour: 'diligent' })
  await lab.engine.advance({ by: '2 hours' })
  const { results } = await lab.ok(`GET submissions/?study=${study}&page_size=100`)
  const finished = results.filter(({ status }: { status: string }) => status === 'AWAITING REVIEW')
  const responses = (await lab.ok(`GET surveys/${survey._id}/responses/?limit=100`)).results
  const ids = (rows: object[], field: string) =>
    rows.map((row) => (row as Record<string, string>)[field]).sort()
  expect(finished).toHaveLength(30)
  expect(ids(responses, 'submission_id')).toEqual(ids(finished, 'id'))
  expect(ids(responses, 'participant_id')).toEqual(ids(finished, 'participant_id'))
  const summary = await lab.ok(`GET surveys/${survey._id}/responses/summary/`)
  expect(summary.questions[0].total_answers).toBe(30)
  const counts = summary.questions[0].answers.map(({ count }: { count: number }) => count)
  expect(counts[0] + counts[1]).toBe(30)
  expect(Math.min(...counts)).toBeGreaterThan(0)
})
