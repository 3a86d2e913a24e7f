/** Rules are checked before anything is read: a misspelt field would otherwise decide on people. */
import { SubmissionRejectionCategory, SubmissionStatus } from 'prolific-kit'
import { amountOf } from './amounts.ts'
import { SHORTEST_MESSAGE } from './policy.ts'
import { REVIEW_ACTIONS, type ReviewRule } from './rules.ts'
import { spanOf } from './spans.ts'

/** What is wrong with a value, in words that follow "must be"; nothing, if it is right. */
type Check = (value: unknown) => string | undefined

const must =
  (what: string, test: (value: unknown) => boolean): Check =>
  (value) =>
    test(value) ? undefined : what
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const oneOf = (values: readonly string[]) =>
  must(`one of ${values.join(', ')}`, (value) => values.includes(value as string))
const listOf = (test: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(test)
const flag = must('true or false', (value) => typeof value === 'boolean')
const text = must('a text', isText)
const span = must(
  "a time with its unit such as '90s', '5m', '1h' or '25%'",
  (value) => typeof value === 'string' && spanOf(value, 1) !== undefined,
)
const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
const isPlainOrList = (value: unknown) => isPlain(value) || listOf(isPlain)(value)
const number = must('a number', (value) => typeof value === 'number' && Number.isFinite(value))
const STATUSES = Object.values(SubmissionStatus) as readonly string[]
const isStatus = (value: unknown) => STATUSES.includes(value as string)

const FIELD_TEST: Readonly<Record<string, Check>> = {
  atLeast: number,
  atMost: number,
  not: must('a value or a list of values', isPlainOrList),
  matches: must('a regular expression', isPattern),
  present: flag,
}

const WHEN: Readonly<Record<string, Check>> = {
  status: must(
    `one or a list of ${STATUSES.join(', ')}`,
    (value) => isStatus(value) || listOf(isStatus)(value),
  ),
  codes: must(
    "a list of codes, 'completed', or false for none",
    (value) => value === 'completed' || value === false || listOf(isText)(value),
  ),
  codeTypes: must('a list of kinds of codes', listOf(isText)),
  minTime: span,
  maxTime: span,
  inRecords: flag,
  finished: flag,
  record: fields,
  demographics: fields,
  returnRequested: flag,
  paid: flag,
  hasSiblings: flag,
}

const REASON = { action: oneOf(REVIEW_ACTIONS), reason: text }
const THEN: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  approve: REASON,
  leave: REASON,
  ask_for_return: { ...REASON, message: text },
  reject: {
    ...REASON,
    message: must(
      `a text of ${SHORTEST_MESSAGE} characters or more, which the participant reads`,
      (value) => isText(value) && [...String(value).trim()].length >= SHORTEST_MESSAGE,
    ),
    category: oneOf(Object.values(SubmissionRejectionCategory)),
  },
  pay_part: {
    ...REASON,
    percentage: must(
      'a number above 0, at most 100',
      (value) => typeof value === 'number' && value > 0 && value <= 100,
    ),
    amount: must("Money or text such as '0.50 GBP'", (value) => amountOf(value)?.isPositive === true),
    by: oneOf(['bonus', 'dynamic_payment']),
    message: text,
  },
}
const NEEDED: Readonly<Record<string, readonly string[]>> = { reject: ['message', 'category'] }

/** What is wrong with rules, each with the rule and the field; an empty list, if nothing is. */
export function checkRules(rules: unknown): string[] {
  if (!Array.isArray(rules)) return ['The rules must be a list.']
  if (rules.length === 0) return ['There are no rules: the first that speaks decides, and none can.']
  return rules.flatMap((rule, at) =>
    typeof rule === 'function' ? [] : checkRule(rule).map((problem) => `${ruleName(rule, at)}: ${problem}`),
  )
}

/** How reports call a rule. */
export function ruleName(rule: ReviewRule | { name?: unknown }, at: number): string {
  const { name } = rule as { name?: unknown }
  return typeof name === 'string' && name.trim() !== '' ? name : `rule ${at + 1}`
}

function checkRule(rule: unknown): string[] {
  if (!isObject(rule)) return ['must be an object with when and then, or a function']
  const { name, when, then } = rule
  const problems = unknownFields(rule, { name: text, when: text, then: text }, '')
  if (name !== undefined && !isText(name)) problems.push('name must be a text')
  if (!isObject(when)) problems.push('when must be an object: {} speaks about all that await review')
  else problems.push(...checkFields(when, WHEN, 'when.'))
  if (!isObject(then)) return [...problems, 'then must be an object with action and reason']
  const known = THEN[String(then.action)]
  if (!known) return [...problems, `then.action must be one of ${REVIEW_ACTIONS.join(', ')}`]
  problems.push(...checkFields(then, known, 'then.'))
  for (const field of ['reason', ...(NEEDED[String(then.action)] ?? [])])
    if (then[field] === undefined) problems.push(`then.${field} is missing`)
  return [...problems, ...partProblems(then)]
}

function partProblems({ action, percentage, amount, by }: Record<string, unknown>): string[] {
  if (action !== 'pay_part') return []
  if ((percentage === undefined) === (amount === undefined)) return ['then takes either percentage or amount']
  if (by !== 'dynamic_payment') return []
  return typeof percentage === 'number' && percentage >= 8 && percentage <= 99
    ? []
    : ['then.percentage must be from 8 to 99 for a dynamic payment, which takes no amount']
}

function checkFields(
  value: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  where: string,
): string[] {
  const wrong = Object.entries(value).flatMap(([field, one]) => {
    if (!Object.hasOwn(checks, field) || one === undefined) return []
    const what = checks[field]!(one)
    return what ? [what.startsWith('.') ? `${where}${field}${what}` : `${where}${field} must be ${what}`] : []
  })
  return [...unknownFields(value, checks, where), ...wrong]
}

const unknownFields = (value: object, known: object, where: string): string[] =>
  Object.keys(value)
    .filter((field) => !Object.hasOwn(known, field))
    .map((field) => `${where}${field} is no field of it: there are ${Object.keys(known).join(', ')}`)

/** Conditions on fields. What it says of one of them begins with a dot. */
function fields(value: unknown): string | undefined {
  if (!isObject(value)) return 'an object of fields and what they must be'
  for (const [field, condition] of Object.entries(value)) {
    if (isPlainOrList(condition)) continue
    if (!isObject(condition)) return `.${field} must be a value, a list of values or a test`
    const [problem] = checkFields(condition, FIELD_TEST, `.${field}.`)
    if (problem) return problem
  }
  return undefined
}

function isPattern(value: unknown): boolean {
  try {
    new RegExp(value as string, 'u')
    return isText(value)
  } catch {
    return false
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
