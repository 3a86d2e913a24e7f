/** The questions of tasks, and what can be wrong with one that its schema cannot say. */
import type { BatchPage, CollectionItem, TaskQuestion } from 'prolific-kit/contract'

import { ANSWER_TYPES, UNIT_POSITIONS, unlessOneOf } from './choices.ts'

/** A question as it is stored. */
export type Question = TaskQuestion & { readonly id: string }

const KINDS = [
  'free_text',
  'free_text_with_unit',
  'multiple_choice',
  'multiple_choice_with_free_text',
  'file_upload',
]

export const isQuestion = <Item extends { type: string }>(item: Item): item is Item & Question =>
  KINDS.includes(item.type)

/** The questions of a layout, in the order in which participants meet them. */
export const questionsOf = (pages: readonly BatchPage[]): Question[] =>
  pages.flatMap(({ rows }) =>
    rows.flatMap(({ columns }) => columns.flatMap(({ items }) => items.filter(isQuestion))),
  )

export const questionsOfCollection = (pages: readonly CollectionItem[]): Question[] =>
  pages.flatMap(({ page_items }) => page_items.filter(isQuestion))

interface Bounds {
  readonly type: string
  readonly min?: number | null
  readonly max?: number | null
}

interface Choices {
  readonly answer_limit: number
  readonly options: readonly { readonly value: unknown; readonly exclusive?: boolean }[]
}

interface Units {
  readonly unit_options: readonly { readonly value: unknown; readonly validation?: Bounds }[]
  readonly default_unit?: string
  readonly unit_position?: string
}

/** The fields of a question that rules look at, whichever kind it is. */
export interface QuestionFields extends Partial<Choices>, Partial<Units> {
  readonly type: string
  readonly validation?: Bounds
  readonly max_file_size_mb?: number
  readonly min_file_count?: number
  readonly max_file_count?: number
}

/** What is wrong with a question, in sentences. */
export function questionErrors(question: QuestionFields): string[] {
  const { options, answer_limit, unit_options } = question
  return [
    ...(question.validation ? boundErrors(question.validation) : []),
    ...(options && answer_limit !== undefined ? choiceErrors({ options, answer_limit }) : []),
    ...(unit_options ? unitErrors({ ...question, unit_options }) : []),
    ...fileErrors(question),
  ]
}

function boundErrors({ type, min, max }: Bounds): string[] {
  const given = [min, max].filter((bound) => bound != null)
  const errors = unlessOneOf(ANSWER_TYPES, 'validation.type', type)
  if (type === 'string' && given.some((bound) => !Number.isInteger(bound) || bound < 0)) {
    errors.push('min and max of a string count its characters: whole numbers from 0.')
  }
  if (min != null && max != null && min > max) errors.push('min must not be above max.')
  return errors
}

function choiceErrors({ options, answer_limit }: Choices): string[] {
  const errors: string[] = []
  if (options.length === 0) errors.push('options must not be empty.')
  if (answer_limit > options.length) {
    errors.push(`answer_limit is ${answer_limit}, above the number of options, ${options.length}.`)
  }
  if (answer_limit === 0)
    errors.push('answer_limit is 1, some other number up to that of the options, or -1.')
  const exclusive = options.filter((option) => option.exclusive)
  if (exclusive.length > 0 && answer_limit === 1) {
    errors.push('No option can be exclusive where only one can be chosen.')
  }
  if (exclusive.length > 0 && exclusive.length === options.length) {
    errors.push('At least one option must not be exclusive.')
  }
  return errors
}

function unitErrors({ unit_options, default_unit, unit_position }: Units): string[] {
  const errors = unit_options.flatMap(({ validation }) => (validation ? boundErrors(validation) : []))
  errors.push(...unlessOneOf(UNIT_POSITIONS, 'unit_position', unit_position))
  if (unit_options.length === 0) errors.push('unit_options must not be empty.')
  if (default_unit !== undefined && !unit_options.some(({ value }) => String(value) === default_unit)) {
    errors.push(`default_unit ${JSON.stringify(default_unit)} is not the value of one of unit_options.`)
  }
  return errors
}

function fileErrors({ max_file_size_mb: size, min_file_count: least, max_file_count: most }: QuestionFields) {
  const errors: string[] = []
  if (size !== undefined && size <= 0) errors.push('max_file_size_mb must be above 0.')
  if ((least ?? 1) > (most ?? 10)) errors.push('min_file_count must not be above max_file_count.')
  return errors
}
