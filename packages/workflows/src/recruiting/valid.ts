/** Which submissions count. */
import type { Study } from 'prolific-kit'
import { RefusedPlanError } from '../errors.ts'
import type { WatchedSubmission } from '../watching/submission.ts'

/** Which submissions count: by what Prolific tells, or by a function of yours that has a name in every process. */
export type ValidRule =
  | {
      /** Right completion codes; those of the study that stand for having completed it, if not said. */
      codes?: readonly string[]
      /** Statuses that can count; `AWAITING REVIEW` and `APPROVED`, if not said. */
      statuses?: readonly string[]
      /** Seconds from start to end. */
      seconds?: { atLeast?: number; atMost?: number }
    }
  | {
      /** Name that `recruiting.define` gave to a function. */
      function: string
    }

/** Tells whether a submission counts, from your own records for example. It is asked again at every look. */
export type ValidFunction = (
  submission: WatchedSubmission & { seconds: number | null },
) => boolean | Promise<boolean>

const HANDED_IN = ['AWAITING REVIEW', 'APPROVED']
const COMPLETED = ['COMPLETED', 'SCREENED_IN', 'FOLLOW_UP_STUDY']
const FAILED = [
  'FAILED_ATTENTION_CHECK',
  'INCOMPATIBLE_DEVICE',
  'NO_CONSENT',
  'FIXED_SCREENOUT',
  'SCREENED_OUT',
]

/** Codes that stand for having completed a study; null among them if it asks for none. */
export function rightCodes(study: Pick<Study, 'completion_codes'>): (string | null)[] {
  const codes = (study.completion_codes ?? []).filter(
    ({ actor }) => (actor ?? 'participant') === 'participant',
  )
  const completed = codes.filter(({ code_type }) => COMPLETED.includes(code_type))
  const fitting = completed.length
    ? completed
    : codes.filter(
        ({ code_type, actions }) =>
          !FAILED.includes(code_type) &&
          !actions.some(({ action }) => action === 'FIXED_SCREEN_OUT_PAYMENT' || action === 'REQUEST_RETURN'),
      )
  return fitting.map(({ code }) => code)
}

const plain = (code: string): string => code.trim().toLowerCase()

/** Seconds from start to end; null while there is no end. */
export const secondsOf = ({ started_at, completed_at }: WatchedSubmission): number | null =>
  completed_at === null ? null : Math.round((Date.parse(completed_at) - Date.parse(started_at)) / 1000)

/** Which of these submissions count. */
export async function validOnes(
  rule: ValidRule | undefined,
  study: Pick<Study, 'completion_codes'>,
  submissions: readonly WatchedSubmission[],
  functions: ReadonlyMap<string, ValidFunction>,
): Promise<Set<string>> {
  const isValid = rule && 'function' in rule ? named(rule.function, functions) : byData(rule ?? {}, study)
  const valid = new Set<string>()
  for (const submission of submissions) {
    // Who is at work is nothing yet, and who gave the place back or was refused is nothing any more.
    if (!HANDED_IN.includes(submission.status) && submission.status !== 'PARTIALLY APPROVED') continue
    if (await isValid({ ...submission, seconds: secondsOf(submission) })) valid.add(submission.id)
  }
  return valid
}

function byData(rule: Exclude<ValidRule, { function: string }>, study: Pick<Study, 'completion_codes'>) {
  const codes = rule.codes ?? rightCodes(study)
  const needsNone = codes.includes(null as never)
  const right = new Set(codes.flatMap((code) => (code === null ? [] : [plain(code)])))
  const statuses = rule.statuses ?? HANDED_IN
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = rule.seconds ?? {}
  return ({ status, code, seconds }: WatchedSubmission & { seconds: number | null }): boolean =>
    statuses.includes(status) &&
    (needsNone || (code !== null && right.has(plain(code)))) &&
    (!rule.seconds || (seconds !== null && seconds >= atLeast && seconds <= atMost))
}

function named(name: string, functions: ReadonlyMap<string, ValidFunction>): ValidFunction {
  const found = functions.get(name)
  if (found) return found
  throw new RefusedPlanError(
    `This process has no function "${name}" that tells which submissions count. Nothing was done: call recruiting.define('${name}', …) in every process that recruits or works.`,
  )
}
