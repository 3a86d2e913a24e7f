/** Rules of a review from a file of YAML or JSON. What is wrong with them is told with line and column. */
import { checkRules, type DataRule } from '@prolific-kit/workflows'
import { isSeq, LineCounter, parseDocument } from 'yaml'
import { StudyDocument } from '../study-file/document.ts'
import { duplicates } from '../study-file/duplicates.ts'
import { type Remark, studyFileError } from '../study-file/error.ts'
import { syntaxRemark } from '../study-file/syntax.ts'
import { readText } from './ids.ts'

/** Reads rules. Throws a `UsageError` if there is no such file, and else an error that names every place that is wrong. */
export async function readRules(file: string): Promise<DataRule[]> {
  return rulesOf(await readText(file, '--rules'), file === '-' ? 'standard input' : file)
}

export function rulesOf(text: string, file: string): DataRule[] {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const refuse = (remarks: readonly Remark[]) => studyFileError(file, remarks)
  if (document.errors.length + document.warnings.length > 0)
    throw refuse([syntaxRemark(document, text, lines)])
  const twice = duplicates(document, lines)
  if (twice.length) throw refuse(twice)
  const places = new StudyDocument(file, document, lines, {})
  const whole = (message: string) => refuse([{ at: places.position([]), message }])
  if (!isSeq(document.contents)) throw whole(NO_LIST)
  let rules: unknown[]
  try {
    rules = document.toJS({ maxAliasCount: 100 }) as unknown[]
  } catch (error) {
    throw whole(`the anchors cannot be followed (${(error as Error).message})`)
  }
  if (rules.length === 0) throw whole(checkRules(rules)[0]!)
  const remarks = rules.flatMap((rule, at) =>
    // One at a time, so that it is known which one is meant.
    checkRules([rule]).map((problem): Remark => {
      const message = problem.slice(problem.indexOf(': ', nameOf(rule).length) + 2)
      const isName = message.includes(' is no field of it')
      return { at: places.position([at, ...pathIn(message)], isName), message }
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
