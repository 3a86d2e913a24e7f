/** What Prolific shows of bonuses that were paid already. */
import type { Prolific, Study, Submission, SubmissionSummary } from 'prolific-kit'
import { unlessRefused } from '../reading.ts'

/** Bonuses that a submission shows, in minor units, without the reward of a screen-out, which stands among them. */
export function bonusesShown(
  { status, bonus_payments = [] }: Pick<Submission, 'status' | 'bonus_payments'>,
  study: Study,
): number[] {
  const payments = [...(bonus_payments ?? [])]
  if (status !== 'SCREENED OUT') return payments
  const at = payments.indexOf(screenOutReward(study) ?? Number.NaN)
  if (at >= 0) payments.splice(at, 1)
  return payments
}

function screenOutReward({ completion_codes = [] }: Study): number | undefined {
  for (const { actions } of completion_codes)
    for (const action of actions)
      if ('fixed_screen_out_reward' in action) return action.fixed_screen_out_reward
  return undefined
}

/** The bonuses of one submission of a list, which may hold them itself. */
export async function readShown(
  client: Prolific,
  row: SubmissionSummary,
  study: Study,
  signal?: AbortSignal,
): Promise<number[]> {
  const { status, bonus_payments } = row
  if (bonus_payments) return bonusesShown({ status, bonus_payments }, study)
  return bonusesShown(await client.submissions.retrieve({ id: row.id }, { signal }), study)
}

/** What the study's bonuses have brought participants so far, in hundredths of a minor unit; nothing, where it is not told. */
export async function bonusCost(
  client: Prolific,
  study_id: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const cost = await unlessRefused(
    client.studies.retrieveCost({ id: study_id, is_projected: false }, { signal }),
  )
  const amount = cost?.bonuses?.rewards?.amount
  return amount === undefined ? undefined : Math.round(amount * 100)
}

/** What the workspace has at hand, in hundredths of a minor unit; nothing, where its money is not shown to you. */
export async function availableIn(
  client: Prolific,
  workspace_id: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const balance = await unlessRefused(client.workspaces.getBalance({ workspace_id }, { signal }))
  return balance && Math.round(balance.available_balance * 100)
}
