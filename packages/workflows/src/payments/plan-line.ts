/** One line of a plan: whose submission it is, what it has got, and what is missing. */
import { type Currency, Money, type Study, type SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import { implausible } from './checks.ts'
import type { Given } from './ledger.ts'
import type { BonusInput, PlannedBonus } from './plan-types.ts'
import type { ReadRow } from './rows.ts'
import { readShown } from './shown.ts'

export type Finder = (id: string) => SubmissionSummary[]

/** Submissions by their own id and by that of their participant. */
export function finder(submissions: readonly SubmissionSummary[]): Finder {
  const byId = new Map<string, SubmissionSummary[]>()
  for (const one of submissions)
    for (const id of [one.id, one.participant_id])
      byId.set(id.toLowerCase(), [...(byId.get(id.toLowerCase()) ?? []), one])
  return (id) => byId.get(id) ?? []
}

export interface LineInput {
  row: ReadRow
  study: Study
  currency: Currency
  found: Finder
  given: Map<string, Given>
  neverPaid: boolean
  input: BonusInput
}

export async function planLine(
  { client }: Context,
  { row, study, currency, found, given, neverPaid, input }: LineInput,
): Promise<{ bonus: PlannedBonus; shown: number[] }> {
  const problems = [...row.problems]
  const matches = found(row.id)
  const [submission] = matches
  const nothing = Money.fromHundredths(0, currency)
  if (!submission && /^[0-9a-f]{24}$/.test(row.id))
    problems.push(`${row.id} has no submission in study ${study.id}`)
  if (matches.length > 1)
    problems.push(
      `${row.id} has ${matches.length} submissions in the study: name one of ${matches.map(({ id }) => id).join(', ')}`,
    )
  if (submission && (submission.status === 'RESERVED' || submission.status === 'ACTIVE'))
    problems.push(`submission ${submission.id} is ${submission.status}: its participant is still at work`)
  const wanted = row.amount?.currency === currency ? row.amount : undefined
  const large = wanted && !input.allow_large_amounts && implausible(wanted, study)
  if (large) problems.push(large)
  const before = submission && given.get(submission.id)
  const shown = submission && !neverPaid ? await readShown(client, submission, study, input.signal) : []
  const elsewhere = Money.fromHundredths(
    input.count_elsewhere === false
      ? 0
      : Math.max(0, shown.reduce((sum, one) => sum + Math.round(one * 100), 0) - (before?.sent ?? 0)),
    currency,
  )
  const so_far = Money.fromHundredths(before?.forPurpose ?? 0, currency)
  const open = (wanted ?? nothing).minus(so_far).minus(elsewhere)
  if (open.isPositive && before?.onTheWay)
    problems.push(
      `a payment of ${Money.fromHundredths(before.onTheWay, currency)} to submission ${submission!.id} is on its way, or it is not known whether it was made: run \`bonuses reconcile\` first`,
    )
  return {
    shown,
    bonus: {
      line: row.line,
      id: row.id,
      submission_id: submission?.id ?? null,
      participant_id: submission?.participant_id ?? null,
      status: submission?.status ?? null,
      wanted: row.amount ?? null,
      given: so_far,
      elsewhere,
      missing: open.isPositive ? open : nothing,
      problems,
    },
  }
}

/** Somebody may stand there twice, once by each id. */
export function mustBeOnePerSubmission(lines: readonly { bonus: PlannedBonus }[]): void {
  const bySubmission = new Map<string, PlannedBonus[]>()
  for (const { bonus } of lines) {
    const key = bonus.submission_id ?? bonus.id
    bySubmission.set(key, [...(bySubmission.get(key) ?? []), bonus])
  }
  for (const same of bySubmission.values())
    if (same.length > 1)
      for (const bonus of same) {
        const others = same.filter((one) => one !== bonus).map(({ line }) => line)
        if (!bonus.problems.some((one) => one.includes('stands on lines')))
          bonus.problems.push(`is the same submission as on line ${others.join(', ')}: add them up to one`)
      }
}
