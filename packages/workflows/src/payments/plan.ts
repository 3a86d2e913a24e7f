/** Plans bonuses: who shall have got how much, what they have got, and what is missing. Pays nothing. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Currency, Money, type Study, type SubmissionSummary } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { RefusedPlanError } from '../errors.ts'
import { currencyOf, unlessRefused, workspaceOf } from '../reading.ts'
import { implausible } from './checks.ts'
import { type Given, givenBefore } from './ledger.ts'
import { type BonusRow, type ReadRow, readRows } from './rows.ts'
import { availableIn, bonusCost, readShown } from './shown.ts'

/** What bonuses to plan. One of `rows`, `csv` and `file` says who gets what. */
export interface BonusInput {
  /** Study in which they took part. */
  study_id: string
  /** Who, and what they shall have got in all for this purpose. */
  rows?: readonly BonusRow[]
  /** Lines of `id,amount`: ids of participants or submissions, amounts in decimal pounds or dollars, no heading. */
  csv?: string
  /** A file of such lines. */
  file?: string
  /**
   * What the bonuses are for; `bonus` unless said. Amounts are totals for one purpose: a second plan for the same one
   * pays what is missing, and another bonus for the same people needs another purpose.
   */
  purpose?: string
  /** Why they are paid, for the report. */
  why?: string
  /** Allow amounts that look like pence for pounds: 100 times the reward and more, or above 100.00. */
  allow_large_amounts?: boolean
  /**
   * Whether bonuses that were paid outside of this ledger, such as on Prolific's own pages, count towards the amounts.
   * They do unless it is `false`.
   */
  count_elsewhere?: boolean
  signal?: AbortSignal
}

/** A bonus of a plan, beside what is known of its submission. */
export interface PlannedBonus {
  /** Place in the list or the file, from 1. */
  line: number
  /** As it was given. */
  id: string
  submission_id: string | null
  participant_id: string | null
  /** Of the submission. */
  status: string | null
  /** What they shall have got in all. */
  wanted: Money | null
  /** Of that, what this ledger has paid or is paying, for this purpose. */
  given: Money
  /** What they got elsewhere, and counts. */
  elsewhere: Money
  /** What this plan will pay. */
  missing: Money
  /** What is wrong. */
  problems: string[]
}

export interface BonusPlan {
  id: string
  study: { id: string; name: string }
  workspace_id: string
  currency: Currency
  purpose: string
  bonuses: PlannedBonus[]
  /** What participants will get by it. */
  amount: Money
  /** With fees and VAT; nothing, where Prolific does not tell. */
  total: Money | undefined
  /** What the workspace has at hand; nothing, where its money is not shown to you. */
  available: Money | undefined
  /** What is wrong with the plan, lines included. It can be paid if there is nothing. */
  problems: string[]
  /** What to know before it is paid. */
  notes: string[]
}

/** Makes a plan, and keeps it. */
export async function planBonuses(context: Context, input: BonusInput): Promise<BonusPlan> {
  const { client, db, timing } = context
  const { study_id, purpose = 'bonus', why, allow_large_amounts = false, signal } = input
  if (purpose.trim() === '' || purpose.length > 200)
    throw new RefusedPlanError(
      'The purpose of bonuses is a text of 1 to 200 characters, such as "follow-up".',
    )
  const source = await sourceOf(input)
  const study = await client.studies.retrieve({ id: study_id }, { signal })
  const { workspace_id, currency } = await walletOf(context, study, signal)
  const rows = readRows(source, currency)
  const given = await givenBefore(db, study_id, purpose)
  const submissions = await client.studies.listSubmissions({ id: study_id }, { signal }).toArray()
  const found = finder(submissions)
  // Nobody has ever got a bonus in most studies: then there is nothing to read of each submission.
  const neverPaid = given.size === 0 && (await bonusCost(client, study_id, signal)) === 0
  const lines = await Promise.all(
    rows.map((row) => planLine(context, { row, study, currency, found, given, neverPaid, input })),
  )
  mustBeOnePerSubmission(lines)
  const bonuses = lines.map(({ bonus }) => bonus)
  const amount = Money.sum(
    bonuses.map(({ missing }) => missing),
    currency,
  )
  const total = amount.isPositive ? await totalOf(context, amount) : amount
  const at_hand = await availableIn(client, workspace_id, signal)
  const available = at_hand === undefined ? undefined : Money.fromHundredths(at_hand, currency)
  const problems = [
    ...(rows.length ? [] : ['It pays nobody.']),
    ...bonuses.flatMap(({ line, problems }) => problems.map((one) => `line ${line}: ${one}`)),
    ...(total && available && total.compare(available) > 0
      ? [
          `The wallet has ${available} at hand, and ${total} is needed: top it up by ${total.minus(available)}.`,
        ]
      : []),
  ]
  const plan: BonusPlan = {
    id: randomUUID(),
    study: { id: study.id, name: study.name },
    workspace_id,
    currency,
    purpose,
    bonuses,
    amount,
    total,
    available,
    problems,
    notes: notesOn(bonuses),
  }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('bonus_plans')
      .values({
        id: plan.id,
        study_id,
        study_name: study.name,
        workspace_id,
        currency,
        purpose,
        why: why ?? null,
        state: 'planned',
        allow_large_amounts,
        problems: json(problems),
        created_at: timing.now(),
        committed_at: null,
      })
      .execute()
    const kept = lines.filter(({ bonus }) => bonus.submission_id !== null && bonus.wanted !== null)
    for (let at = 0; at < kept.length; at += 500)
      await trx
        .insertInto('bonus_lines')
        .values(
          kept.slice(at, at + 500).map(({ bonus, shown }) => ({
            plan_id: plan.id,
            line: bonus.line,
            study_id,
            purpose,
            submission_id: bonus.submission_id!,
            participant_id: bonus.participant_id!,
            wanted: bonus.wanted!.toHundredths(),
            elsewhere: bonus.elsewhere.toHundredths(),
            amount: 0,
            payments_before: json(shown),
            state: null,
            set_up_id: null,
            settled_at: null,
          })),
        )
        .execute()
  })
  return plan
}

async function sourceOf({ rows, csv, file }: BonusInput): Promise<readonly BonusRow[] | string> {
  const given = [rows, csv, file].filter((one) => one !== undefined)
  if (given.length !== 1) throw new RefusedPlanError('Give the bonuses in one of `rows`, `csv` and `file`.')
  if (rows) return rows
  if (csv !== undefined) return csv
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file!))
  } catch (error) {
    const why = error instanceof TypeError ? 'it is no text in UTF-8' : (error as Error).message
    throw new RefusedPlanError(`The bonuses in ${file} cannot be read: ${why}.`)
  }
}

async function walletOf(
  { client }: Context,
  study: Study,
  signal: AbortSignal | undefined,
): Promise<{ workspace_id: string; currency: Currency }> {
  const workspace_id = await workspaceOf(client, study, signal)
  if (!workspace_id)
    throw new RefusedPlanError(`It cannot be learnt which workspace pays for study ${study.id}.`)
  const code =
    study.currency_code ??
    (await unlessRefused(client.workspaces.getBalance({ workspace_id }, { signal })))?.currency_code
  return { workspace_id, currency: currencyOf(code, study.id) }
}

type Finder = (id: string) => SubmissionSummary[]

/** Submissions by their own id and by that of their participant. */
function finder(submissions: readonly SubmissionSummary[]): Finder {
  const byId = new Map<string, SubmissionSummary[]>()
  for (const one of submissions)
    for (const id of [one.id, one.participant_id])
      byId.set(id.toLowerCase(), [...(byId.get(id.toLowerCase()) ?? []), one])
  return (id) => byId.get(id) ?? []
}

interface LineInput {
  row: ReadRow
  study: Study
  currency: Currency
  found: Finder
  given: Map<string, Given>
  neverPaid: boolean
  input: BonusInput
}

async function planLine(
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
function mustBeOnePerSubmission(lines: readonly { bonus: PlannedBonus }[]): void {
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

/** Fees and VAT of bonuses are those of rewards. */
async function totalOf({ client }: Context, amount: Money): Promise<Money | undefined> {
  const cost = await unlessRefused(
    client.studies.calculateCost({ reward: amount.toMinorUnits(), total_available_places: 1 }),
  )
  return cost && Money.fromMinorUnits(cost.total_cost.toFixed(2), amount.currency)
}

function notesOn(bonuses: readonly PlannedBonus[]): string[] {
  const complete = bonuses.filter(({ wanted, missing }) => wanted && !missing.isPositive).length
  const elsewhere = bonuses.filter((one) => one.elsewhere.isPositive).length
  return [
    ...(complete ? [`${complete} of ${bonuses.length} have got theirs already and get nothing more.`] : []),
    ...(elsewhere
      ? [
          `${elsewhere} got bonuses outside of this ledger, which count. If they were for something else, set count_elsewhere: false.`,
        ]
      : []),
  ]
}
