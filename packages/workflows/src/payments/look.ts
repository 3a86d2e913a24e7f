/** Whether what was attempted has been paid, by what Prolific shows now. It only reads. */
import { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { end } from './attempt.ts'
import { hasArrived, judge } from './evidence.ts'
import { move } from './move.ts'
import { availableIn, bonusCost, bonusesShown } from './shown.ts'
import type { PaymentTables } from './tables.ts'

type SetUp = PaymentTables['bonus_set_ups']
type Line = PaymentTables['bonus_lines']

/** Looks are ever further apart, up to 32 times the first distance. */
const LONGEST = 5

/** Looks at one set-up, and looks again later if it is not known yet how it ends. Tells whether it is. */
export async function look(
  context: Context,
  { set_up_id, looks }: { set_up_id: string; looks: number },
  signal?: AbortSignal,
): Promise<boolean> {
  const { db, jobs, timing } = context
  const setUp = await db
    .selectFrom('bonus_set_ups')
    .selectAll()
    .where('id', '=', set_up_id)
    .executeTakeFirst()
  if (!setUp) return true
  if (setUp.state === 'paid' || setUp.state === 'failed') return true
  if (setUp.state !== 'attempted' && setUp.state !== 'uncertain') return false
  const lines = await db.selectFrom('bonus_lines').selectAll().where('set_up_id', '=', set_up_id).execute()
  const open = lines.filter(({ state }) => state !== 'paid')
  const arrived = await arrivedOf(context, setUp, open, signal)
  if (arrived.length)
    await db
      .updateTable('bonus_lines')
      .set({ state: 'paid', settled_at: timing.now() })
      .where('set_up_id', '=', set_up_id)
      .where('line', 'in', arrived)
      .where('state', 'in', ['attempted', 'uncertain'])
      .execute()
  if (arrived.length === open.length) {
    await end(context, setUp, 'paid', { reason: null })
    return true
  }
  if (timing.now().getTime() - setUp.attempted_at!.getTime() >= timing.settle) {
    const verdict = await judgeNow(
      context,
      setUp,
      lines.length - open.length + arrived.length,
      lines.length,
      signal,
    )
    if (verdict.state === 'failed') {
      await end(context, setUp, 'failed', { reason: `It was not paid: ${verdict.why}. Plan again` })
      return true
    }
    await transact(db, async (trx) => {
      const reason = `It is not known whether it was paid: ${verdict.why}. Look at it on Prolific, then say so with \`bonuses resolve\``
      if (!(await move(trx, set_up_id, 'uncertain', { reason })))
        await trx.updateTable('bonus_set_ups').set({ reason }).where('id', '=', set_up_id).execute()
    })
  }
  const after = timing.look * 2 ** Math.min(looks, LONGEST)
  await jobs.send('bonuses.look', set_up_id, { set_up_id, looks: looks + 1 }, { after })
  return false
}

/** The lines whose payment shows. */
async function arrivedOf(
  { client }: Context,
  { study_id, currency }: SetUp,
  lines: readonly Line[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const study = await client.studies.retrieve({ id: study_id }, { signal })
  const read = lines.map(async (line) => {
    const submission = await client.submissions.retrieve({ id: line.submission_id }, { signal })
    const amount = Money.fromHundredths(line.amount, currency).toMinorUnits()
    return hasArrived(amount, line.payments_before as number[], bonusesShown(submission, study))
      ? [line.line]
      : []
  })
  return (await Promise.all(read)).flat()
}

async function judgeNow(
  { client }: Context,
  setUp: SetUp,
  arrived: number,
  of: number,
  signal: AbortSignal | undefined,
) {
  const [available, cost] = await Promise.all([
    availableIn(client, setUp.workspace_id, signal),
    bonusCost(client, setUp.study_id, signal),
  ])
  const { available_before, cost_before, accepted_at, total, amount } = setUp
  return judge({
    arrived,
    of,
    accepted: accepted_at !== null,
    total: total!,
    amount,
    ...(available !== undefined &&
      available_before !== null && { available: { before: available_before, now: available } }),
    ...(cost !== undefined && cost_before !== null && { cost: { before: cost_before, now: cost } }),
  })
}
