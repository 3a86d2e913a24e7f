/** Plans bonuses: who shall have got how much, what they have got, and what is missing. Pays nothing. */
import { randomUUID } from 'node:crypto'
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError } from '../errors.ts'
import { givenBefore } from './ledger.ts'
import { finder, mustBeOnePerSubmission, planLine } from './plan-line.ts'
import { sourceOf, totalOf, walletOf } from './plan-source.ts'
import type { BonusInput, BonusPlan, PlannedBonus } from './plan-types.ts'
import { readRows } from './rows.ts'
import { availableIn, bonusCost } from './shown.ts'

/** Makes a plan, and keeps it. */
export async function planBonuses(context: Context, input: BonusInput): Promise<BonusPlan> {
  const { client, db } = context
  const { study_id, purpose = 'bonus', signal } = input
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
  await store(context, plan, lines, input)
  return plan
}

/** Keeps a plan with its lines, those with problems too: that it has some is what refuses it. */
async function store(
  { db, timing }: Context,
  plan: BonusPlan,
  lines: readonly { bonus: PlannedBonus; shown: number[] }[],
  { why, allow_large_amounts = false }: BonusInput,
): Promise<void> {
  const { study, workspace_id, currency, purpose, problems } = plan
  const study_id = study.id
  await transact(db, async (trx) => {
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
