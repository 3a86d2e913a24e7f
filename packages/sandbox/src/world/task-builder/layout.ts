/** The layout of a batch: its rules, and the ids of its parts. */
import type { BatchItem, BatchPage } from 'prolific-kit/contract'
import { problem } from '../../core/errors.ts'
import { refuseField } from '../refusals.ts'
import { DISPLAY_POSITIONS, TEXT_FORMATS, unlessOneOf } from './choices.ts'
import { htmlOf } from './markdown.ts'
import { isQuestion, type QuestionFields, questionErrors } from './questions.ts'
import type { Dataset } from './rows.ts'

/** One mistake in a layout, with its place counted from 0. */
interface Issue {
  page: number
  row: number
  column: number
  item: number
  type: string
  field?: string
  message: string
}

/** Every item with its place. */
function* places(pages: readonly BatchPage[]) {
  for (const [page, { rows, display_position }] of pages.entries())
    for (const [row, { columns }] of rows.entries())
      for (const [column, { items }] of columns.entries())
        for (const [item, found] of items.entries())
          yield { place: { page, row, column, item, type: found.type }, item: found, display_position }
}

/** Refuses a layout with mistakes, with 422 and the place of each. */
export function refuseLayout(pages: readonly BatchPage[], dataset: Dataset | undefined): void {
  const issues: Issue[] = []
  const seen = new Set<string>()
  for (const { place, item, display_position } of places(pages)) {
    const wrong = [
      ...unlessOneOf(DISPLAY_POSITIONS, 'display_position', display_position),
      ...(item.type === 'rich_text' ? unlessOneOf(TEXT_FORMATS, 'content_format', item.content_format) : []),
    ]
    issues.push(...wrong.map((message) => ({ ...place, message })))
    if (display_position !== undefined && item.type !== 'image' && item.type !== 'rich_text') {
      issues.push({ ...place, message: `A page shown as ${display_position} holds images and texts only.` })
    }
    if (item.type === 'dataset_field') {
      const { field } = item as { field: string }
      const message = fieldError(field, dataset) ?? repeated(seen, place.page, field)
      if (message !== undefined) issues.push({ ...place, field, message })
    } else if (isQuestion(item)) {
      const errors = questionErrors(item as QuestionFields)
      issues.push(...errors.map((message) => ({ ...place, message })))
    }
  }
  if (issues.length === 0) return
  const message = 'The layout has mistakes.'
  throw problem(422, message, issues.map((issue) => issue.message).join(' '), {
    body: { type: 'INVALID_BATCH_ITEMS', message, issues },
  })
}

function repeated(seen: Set<string>, page: number, field: string): string | undefined {
  const key = `${page}\0${field}`
  if (seen.has(key)) return `The field ${JSON.stringify(field)} is there twice on this page.`
  seen.add(key)
  return undefined
}

function fieldError(field: string, dataset: Dataset | undefined): string | undefined {
  if (!dataset?.schema) return 'A dataset_field needs a dataset with a schema, attached to the batch.'
  const known = Object.hasOwn(dataset.schema.fields, field) ? dataset.schema.fields[field] : undefined
  if (!known) return `The dataset has no field ${JSON.stringify(field)}.`
  if (known.type === 'text' || known.type.endsWith('_url')) return undefined
  return `The field ${JSON.stringify(field)} is of the type ${known.type}, which is not shown.`
}

interface Part {
  readonly id?: string
}

/**
 * A layout in which every part has an id: what is sent with the id of a stored part keeps it, the rest is new. Texts
 * are stored as HTML.
 */
export function identified(
  pages: readonly BatchPage[],
  stored: readonly BatchPage[],
  newId: () => string,
): BatchPage[] {
  const known = new Set(idsOf(stored))
  const used = new Set<string>()
  const keep = ({ id }: Part): string => {
    if (id === undefined) return newId()
    if (!known.has(id)) refuseField('batch_items', `There is nothing with id ${id} in this batch.`)
    if (used.has(id)) refuseField('batch_items', `The id ${id} is there twice.`)
    used.add(id)
    return id
  }
  return pages.map((page) => ({
    ...page,
    id: keep(page),
    rows: page.rows.map((row) => ({
      ...row,
      id: keep(row),
      columns: row.columns.map((column) => ({
        ...column,
        id: keep(column),
        items: column.items.map((item) => ({ ...asHtml(item), id: keep(item as Part) }) as BatchItem),
      })),
    })),
  }))
}

const idsOf = (pages: readonly BatchPage[]): string[] =>
  pages.flatMap((page) => [
    ...idOf(page),
    ...page.rows.flatMap((row) => [
      ...idOf(row),
      ...row.columns.flatMap((column) => [
        ...idOf(column),
        ...column.items.flatMap((item) => idOf(item as Part)),
      ]),
    ]),
  ])

const idOf = ({ id }: Part): string[] => (id === undefined ? [] : [id])

function asHtml(item: BatchItem): BatchItem {
  if (item.type !== 'rich_text') return item
  const { content, content_format } = item as { content: string; content_format?: string }
  return {
    ...item,
    content: content_format === 'markdown' ? htmlOf(content) : content,
    content_format: 'html',
  } as BatchItem
}
