/** A sandbox with a survey of two questions about ice, and answers to it. */
import { openLab } from './lab.ts'

export interface Question {
  id: string
  title: string
  answers: { id: string; value: string }[]
}

export const question = (title: string, type: string, ...values: string[]) => ({
  title,
  type,
  answers: values.map((value) => ({ value })),
})
export const ice = question('Do you like ice?', 'single', 'Yes', 'No')
export const kinds = question('Which?', 'multiple', 'Vanilla', 'Mint', 'Lemon')

/** A response to a question with the answers at these places. */
export const choose = ({ id, title, answers }: Question, ...places: number[]) => ({
  question_id: id,
  question_title: title,
  answers: places.map((place) => ({ answer_id: answers[place]!.id, value: answers[place]!.value })),
})

export async function openSurveyLab() {
  const lab = await openLab()
  const researcher: string = (await lab.ok('GET users/me/')).id
  const [participant, submission] = ['a'.repeat(24), 'b'.repeat(24)]
  return {
    lab,
    researcher,
    participant,
    submission,
    create: (more: object = { sections: [{ title: 'Ice', questions: [ice, kinds] }] }) =>
      lab.ok('POST surveys/', { researcher_id: researcher, title: 'Ice', ...more }),
    answer: (survey: string, more: object) =>
      lab.ok(`POST surveys/${survey}/responses/`, {
        participant_id: participant,
        submission_id: submission,
        ...more,
      }),
  }
}
