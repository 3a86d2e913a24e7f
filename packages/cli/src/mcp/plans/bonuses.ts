/** What paying bonuses would do. */
import { RefusedError } from '../../exit-codes.ts'
import type { Desk, SetUp } from '../desk.ts'
import { amount } from './money.ts'
import { idOf, type Planner } from './planner.ts'

/** Only what was set up here can be shown and priced: Prolific does not tell what a set-up holds. */
export const planPay: Planner = async (desk, input) => {
  const setUp = setUpOf(desk, idOf(input))
  const { client } = desk
  const study = await client.studies.retrieve({ id: setUp.study_id })
  const recipients = new Set(idsOf(setUp))
  const earlier: { id: string; participant: string; paid: readonly number[] }[] = []
  for await (const row of client.submissions.list({ study: setUp.study_id }))
    if ((recipients.has(row.id) || recipients.has(row.participant_id)) && row.bonus_payments?.length)
      earlier.push({ id: row.id, participant: row.participant_id, paid: row.bonus_payments })
  // Bonuses show in submissions some minutes after they were paid: until then, what was paid from here counts.
  const attempted = attemptedBefore(desk, setUp.study_id, recipients)
  const lines = setUp.csv
    .split('\n')
    .map((line) => `          ${line.replace(',', '  ')} ${setUp.total.currency}`)
  return {
    lines: [
      `study     ${study.name} (${study.id}, ${study.status})`,
      `bonuses   ${lines.length} for ${setUp.total} together, fees and VAT included`,
      ...lines,
      ...earlier.map(
        ({ id, paid }) =>
          `NOTE      ${id} was paid a bonus before: ${paid.map((minor) => `${minor} minor units`).join(', ')}`,
      ),
      ...attempted.map(attemptedLine),
    ],
    cost: amount(setUp.total),
    facts: { csv: setUp.csv, earlier, attempted: attempted.map(({ id }) => id) },
  }
}

/** What was paid from here to some of these, or may have been. */
export const attemptedBefore = (desk: Desk, study_id: string, ids: ReadonlySet<string>): SetUp[] =>
  [...desk.setUps.values()].filter(
    (other) => other.attempted && other.study_id === study_id && idsOf(other).some((id) => ids.has(id)),
  )

export const attemptedLine = ({ id, total }: SetUp): string =>
  `NOTE      the bonuses ${id} (${total}) went to some of these before`

const idsOf = ({ csv }: SetUp): string[] => csv.split('\n').map((line) => line.split(',')[0]!)

export function setUpOf(desk: Desk, id: string): SetUp {
  const setUp = desk.setUps.get(id)
  if (!setUp)
    throw new RefusedError(
      'This server did not set these bonuses up, so it cannot tell whom they pay. Use pay_bonuses, which sets up and pays what a person has approved.',
    )
  if (setUp.attempted)
    throw new RefusedError(
      `Paying ${id} was attempted already, and bonuses are never paid twice. Look at bonus_payments of the submissions and at the balance.`,
    )
  return setUp
}
