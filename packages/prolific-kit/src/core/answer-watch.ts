import { loadAnswers } from '../contract/schemas.ts'
import { ABSENT, compareAnswer, typeOf } from './compare-answer.ts'
import type { DriftDifference, OnDrift } from './drift.ts'
import type { AnyOperation } from './engine.ts'
import type { InputSchema, Inputs } from './input-schema.ts'
import { readList } from './list-page.ts'
import { Told } from './told.ts'
import { unheeded } from './unheeded.ts'

/** The answer of a call that succeeded. */
export interface Answer {
  data: unknown
  response: { status: number; headers: Readonly<Record<string, string>> }
}

/** Looks at an answer. It never throws. */
export type LookAt = (name: string, operation: AnyOperation, answer: Answer) => void

/** What looks at answers, and tells of each difference once: a list of 10,000 rows would tell it 10,000 times. */
export async function watchAnswers(onDrift: OnDrift): Promise<LookAt> {
  const { operations, $defs } = (await loadAnswers()) as Inputs
  const told = new Told()
  return (operation, { pages, facts }, { data, response }) =>
    unheeded(() => {
      const { status, headers } = response
      const schema = operations[operation]
      if (!schema || isText(data, headers['content-type'])) return
      const found = pages ? ofList(data, facts.rows, schema, $defs) : ofOne(data, schema, $defs)
      const differences = told.fresh(operation, found)
      if (differences.length) return onDrift({ operation, status, differences })
    })
}

/** Tables and plain text have no fields. */
const isText = (data: unknown, type = ''): boolean => /^text\//i.test(type) && typeof data !== 'object'

function ofList(data: unknown, rows: string | undefined, row: InputSchema, $defs: Inputs['$defs']) {
  const list = readList(data, rows)
  if (!list) return ofOne(data, { type: 'array' }, $defs)
  const holder = Array.isArray(data) ? [] : Object.entries(data as object)
  const [key] = holder.find(([, value]) => value === list.rows) ?? []
  return compareAnswer(list.rows, { type: 'array', items: row }, $defs, key)
}

function ofOne(data: unknown, schema: InputSchema, $defs: Inputs['$defs']): DriftDifference[] {
  // Where nothing is promised, an empty object says no more than an empty answer.
  if (schema.type === 'null')
    return isEmpty(data) ? [] : [{ path: '', kind: 'unknown', expected: ABSENT, found: typeOf(data) }]
  if (data !== undefined) return compareAnswer(data, schema, $defs)
  const [{ expected } = { expected: '' }] = compareAnswer(data, schema, $defs)
  return expected ? [{ path: '', kind: 'missing', expected, found: ABSENT }] : []
}

const isEmpty = (data: unknown): boolean =>
  data === undefined || data === null || (typeof data === 'object' && Object.keys(data).length === 0)
