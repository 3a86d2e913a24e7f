import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose, openSurveyLab, type Question } from '../../test/survey-lab.ts'

const { lab, create, answer } = await openSurveyLab()

test('the summary counts what the responses say', async () => {
  const survey = await create()
  const [{ id, questions }] = survey.sections
  const places = fc.tuple(fc.subarray([0, 1], { maxLength: 1 }), fc.subarray([0, 1, 2]))
  const empty = lab.engine.snapshot()
  await fc.assert(
    fc.asyncProperty(fc.array(places, { maxLength: 6 }), async (given) => {
      lab.engine.restore(empty)
      for (const chosen of given) {
        const answered = questions.map((one: Question, i: number) => choose(one, ...chosen[i]!))
        await answer(survey._id, { sections: [{ section_id: id, questions: answered }] })
      }
      const summary = await lab.ok(`GET surveys/${survey._id}/responses/summary/`)
      expect(summary).toEqual({
        survey_id: survey._id,
        questions: questions.map((one: Question, i: number) => ({
          question_id: one.id,
          question: one.title,
          total_answers: given.filter((chosen) => chosen[i]!.length > 0).length,
          answers: one.answers.map((option, place) => ({
            answer_id: option.id,
            answer: option.value,
            count: given.filter((chosen) => (chosen[i] as number[]).includes(place)).length,
          })),
        })),
      })
    }),
    { numRuns: 15 },
  )
})
