/** Whether a rule that is data speaks about a submission. */
import type { Facts } from './facts.ts'
import { fieldOf } from './records.ts'
import type { FieldCondition, FieldTest, When } from './rules.ts'
import { comparable } from './selection.ts'
import { spanOf } from './spans.ts'

export function matches(when: When, facts: Facts): boolean {
  const { status = 'AWAITING REVIEW', codes, codeTypes, minTime, maxTime } = when
  const { took, study } = facts
  const is = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value
  return (
    [status].flat().includes(facts.status as never) &&
    (codes === undefined || fitsCode(codes, facts)) &&
    (codeTypes === undefined || (facts.codeType !== undefined && codeTypes.includes(facts.codeType))) &&
    (minTime === undefined || (took !== undefined && took >= spanOf(minTime, study.estimate)!)) &&
    (maxTime === undefined || (took !== undefined && took <= spanOf(maxTime, study.estimate)!)) &&
    (when.inRecords === undefined || (facts.hasRecords && when.inRecords === (facts.record !== undefined))) &&
    (when.finished === undefined || (facts.hasRecords && when.finished === facts.finished)) &&
    is(when.returnRequested, facts.returnRequested !== undefined) &&
    is(when.paid, facts.bonuses > 0) &&
    is(when.hasSiblings, facts.submission.has_siblings) &&
    fitsFields(when.record, facts.record) &&
    fitsFields(when.demographics, facts.demographics)
  )
}

function fitsCode(codes: NonNullable<When['codes']> | false, { code, hasRightCode }: Facts): boolean {
  if (codes === 'completed') return hasRightCode
  if (codes === false) return code === ''
  return code !== '' && codes.some((one) => comparable(one) === code)
}

function fitsFields(
  conditions: When['record'],
  values: Readonly<Record<string, unknown>> | undefined,
): boolean {
  if (!conditions) return true
  return (
    values !== undefined &&
    Object.entries(conditions).every(([field, condition]) => fits(condition, fieldOf(values, field)))
  )
}

/** Whether a value is as a condition wants it. */
export function fits(condition: FieldCondition, value: unknown): boolean {
  if (typeof condition !== 'object' || Array.isArray(condition))
    return [condition].flat().some((one) => isSame(one as never, value))
  const { atLeast, atMost, not, matches: pattern, present } = condition as FieldTest
  const isThere = value !== undefined && value !== null && String(value).trim() !== ''
  const number = isThere ? Number(value) : Number.NaN
  return (
    (present === undefined || present === isThere) &&
    (atLeast === undefined || number >= atLeast) &&
    (atMost === undefined || number <= atMost) &&
    (not === undefined || ![not].flat().some((one) => isSame(one as never, value))) &&
    (pattern === undefined || (isThere && new RegExp(pattern, 'u').test(String(value))))
  )
}

function isSame(wanted: string | number | boolean, value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (Array.isArray(value)) return value.some((one) => isSame(wanted, one))
  if (typeof wanted === 'number') return String(value).trim() !== '' && Number(value) === wanted
  return plain(wanted) === plain(value)
}

const plain = (value: unknown): string => String(value).trim().toLowerCase()
