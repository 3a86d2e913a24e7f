import {
  currencyOf,
  implausibleBonus,
  type ReadRow,
  readBonusFile,
  unlessRefused,
} from '@prolific-kit/workflows'
import { type Currency, Money, type Prolific, type Study, type SubmissionSummary } from 'prolific-kit'

/** A bonus of the file, beside what Prolific knows of its submission. */
export interface CheckedBonus {
  line: number
  id: string
  submission_id: string | null
  participant_id: string | null
  status: string | null
  amount: Money | null
  /** Bonuses that Prolific shows for the submission already. */
  paid_before: Money[]
  /** What looks wrong. */
  problems: string[]
}

export interface BonusCheck {
  study: { id: string; name: string }
  currency: Currency
  bonuses: CheckedBonus[]
  /** What participants would receive. */
  amount: Money
  /** With fees and VAT; nothing, where Prolific does not tell. */
  total?: Money
  /** What the workspace has at hand; nothing, where its money is not shown to you. */
  available?: Money
  /** What is wrong with the file as a whole. */
  problems: string[]
}

/** Most rows of one set-up, as Prolific recommends. */
export const MOST_ROWS = 200

/** Compares a bonus file with the study's submissions. Changes nothing. */
export async function checkBonuses(
  client: Prolific,
  study_id: string,
  text: string,
  expected?: string,
): Promise<BonusCheck> {
  const study = await client.studies.retrieve({ id: study_id })
  const workspace_id = study.workspace
  const balance = workspace_id
    ? await unlessRefused(client.workspaces.getBalance({ workspace_id }))
    : undefined
  const currency = currencyOf(study.currency_code ?? balance?.currency_code, study_id)
  const lines = readBonusFile(text, currency)
  const submissions = await client.studies.listSubmissions({ id: study_id }).toArray()
  const byId = new Map(submissions.map((one) => [one.id.toLowerCase(), one]))
  // A participant's bonus goes to the latest submission.
  const byPerson = new Map(submissions.map((one) => [one.participant_id.toLowerCase(), one]))
  const bonuses = await Promise.all(
    lines.map((line) => checkLine(client, line, byId.get(line.id) ?? byPerson.get(line.id), study, currency)),
  )
  mustBeOnePerPerson(bonuses)
  const amount = Money.sum(
    bonuses.flatMap(({ amount }) => amount ?? []),
    currency,
  )
  const total = amount.isPositive ? await totalOf(client, amount) : undefined
  const available = balance && Money.fromMinorUnits(balance.available_balance, currency)
  const check = { study: { id: study.id, name: study.name }, currency, bonuses, amount }
  const problems = problemsOf({ lines: lines.length, total, available, currency, expected })
  return { ...check, ...(total && { total }), ...(available && { available }), problems }
}

async function checkLine(
  client: Prolific,
  { line, id, amount, problems }: ReadRow,
  submission: SubmissionSummary | undefined,
  study: Study,
  currency: Currency,
): Promise<CheckedBonus> {
  const found = [...problems]
  if (!submission && /^[0-9a-f]{24}$/.test(id)) found.push(`${id} has no submission in study ${study.id}`)
  const paid_before = submission ? await paidBefore(client, submission, currency) : []
  if (amount && paid_before.some((one) => one.equals(amount)))
    found.push(`a bonus of ${amount} is paid already: would this be the second time?`)
  const large = amount && implausibleBonus(amount, study)
  if (large) found.push(large)
  return {
    line,
    id,
    submission_id: submission?.id ?? null,
    participant_id: submission?.participant_id ?? null,
    status: submission?.status ?? null,
    amount: amount ?? null,
    paid_before,
    problems: found,
  }
}

async function paidBefore(client: Prolific, row: SubmissionSummary, currency: Currency): Promise<Money[]> {
  const paid = row.bonus_payments ?? (await client.submissions.retrieve({ id: row.id })).bonus_payments ?? []
  return paid.map((minorUnits) => Money.fromMinorUnits(minorUnits, currency))
}

/** Somebody may stand there twice, once by each id. */
function mustBeOnePerPerson(bonuses: readonly CheckedBonus[]): void {
  const bySubmission = new Map<string, CheckedBonus[]>()
  for (const bonus of bonuses)
    if (bonus.submission_id !== null)
      bySubmission.set(bonus.submission_id, [...(bySubmission.get(bonus.submission_id) ?? []), bonus])
  for (const bonus of bonuses) {
    const same = bonus.submission_id === null ? [] : bySubmission.get(bonus.submission_id)!
    const others = same.filter(({ id }) => id !== bonus.id)
    if (others.length)
      bonus.problems.push(`is the same submission as on line ${others.map(({ line }) => line).join(', ')}`)
  }
}

/** Fees and VAT of bonuses are those of rewards. */
async function totalOf(client: Prolific, amount: Money): Promise<Money | undefined> {
  const cost = await unlessRefused(
    client.studies.calculateCost({ reward: amount.toMinorUnits(), total_available_places: 1 }),
  )
  return cost && Money.fromMinorUnits(cost.total_cost.toFixed(2), amount.currency)
}

interface Whole {
  lines: number
  total: Money | undefined
  available: Money | undefined
  currency: Currency
  expected: string | undefined
}

function problemsOf({ lines, total, available, currency, expected }: Whole): string[] {
  const problems: string[] = []
  if (lines === 0) problems.push('The file pays nobody.')
  if (lines > MOST_ROWS)
    problems.push(`The file has ${lines} lines, and Prolific takes ${MOST_ROWS} in one set-up: split it.`)
  if (expected && expected !== currency) problems.push(`The study pays in ${currency}, not in ${expected}.`)
  if (total && available && total.compare(available) > 0)
    problems.push(`The wallet has ${available} at hand, and ${total} is needed: top it up.`)
  return problems
}
