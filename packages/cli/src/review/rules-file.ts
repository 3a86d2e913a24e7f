/** Rules of a review from a file of YAML or JSON. What is wrong with them is told with line and column. */
import { checkRules, type DataRule } from '@prolific-kit/workflows'
import type { Remark } from '../study-file/error.ts'
import { parsePlaces } from '../study-file/places.ts'
import { readText } from './ids.ts'

/** Reads rules. Throws a `UsageError` if there is no such file, and else an error that names every place that is wrong. */
export async function readRules(file: string): Promise<DataRule[]> {
  return rulesOf(await readText(file, '--rules'), file === '-' ? 'standard input' : file)
}

export function rulesOf(text: string, file: string): DataRule[] {
  const { data: rules, position, refuse } = parsePlaces(text, file)
  if (!Array.isArray(rules)) throw refuse([{ at: position([]), message: NO_LIST }])
  if (rules.length === 0) throw refuse([{ at: position([]), message: checkRules(rules)[0]! }])
  const remarks = rules.flatMap((rule, at) =>
    // One at a time, so that it is known which one is meant.
    checkRules([rule]).map((problem): Remark => {
      const message = problem.slice(problem.indexOf(': ', nameOf(rule).length) + 2)
      const isName = message.includes(' is no field of it')
      return { at: position([at, ...pathIn(message)], isName), message }
    }),
  )
  if (remarks.length) throw refuse(remarks)
  return rules as DataRule[]
}

const NO_LIST =
  'this holds no list of rules: each begins with a dash, and has `when: …` and `then: …` as docs/review.md shows'

/** Where a message says that something is wrong: `when.record.score must be …`. */
const pathIn = (message: string): string[] =>
  (/^(?:when|then|name)(?:\.[^\s.]+)*/.exec(message)?.[0] ?? '').split('.').filter((step) => step !== '')

/** A name may have a colon in it. */
function nameOf(rule: unknown): string {
  const name = (rule as { name?: unknown } | null | undefined)?.name
  return typeof name === 'string' && name.trim() !== '' ? name : ''
}
