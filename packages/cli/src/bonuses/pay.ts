/** `bonuses plan -f FILE` and `bonuses pay -f FILE`: what is missing is paid, once. */
import type { BonusPlan, Workflows } from '@prolific-kit/workflows'
import { agree } from '../agree.ts'
import { ExitCode, UsageError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import { plain } from '../output.ts'
import { readText } from '../review/ids.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'
import { tellReport } from './ending.ts'
import { countsOf, PLANNED, plannedRow, summaryOf } from './rows.ts'

export interface PlanOptions extends GlobalOptions, DatabaseOptions {
  file: string
  study?: string
  purpose?: string
  why?: string
  allowLargeAmounts?: boolean
  /** False after `--no-elsewhere`. */
  elsewhere?: boolean
}

export interface PayFileOptions extends PlanOptions, GuardOptions {
  wait?: boolean
}

/** Shows what of a file is missing; ends with 1 if it could not be paid. */
export async function planFile(session: Session, options: PlanOptions): Promise<void> {
  await withWorkflows(session, options, async (workflows) => {
    const plan = await planned(workflows, session, options)
    await show(plan.bonuses.map(plannedRow(plan)), { columns: PLANNED, ...options })
    session.say(summaryOf(plan))
    for (const problem of plan.problems) session.say(`  ${plain(problem)}`)
    if (plan.problems.length) process.exitCode = ExitCode.NO
  })
}

/** Plans, asks, pays what is missing, and prints how every payment of the study and purpose stands. */
export async function payFile(session: Session, options: PayFileOptions): Promise<void> {
  await withWorkflows(session, options, async (workflows) => {
    const plan = await planned(workflows, session, options)
    session.say(summaryOf(plan))
    // What cannot be paid is refused before anybody is asked; paying it refuses with the reasons.
    if (plan.amount.isPositive && plan.problems.length === 0) {
      const what = `Paying takes ${plan.total ?? plan.amount}${plan.total ? '' : ' and fees'} from the wallet of study ${plan.study.id}, and cannot be undone.`
      if (options.yes && options.maxCost === undefined)
        throw new UsageError(
          `${what} --yes needs --max-cost, as in --max-cost "${plan.total ?? plan.amount}".`,
        )
      await agree({ operation: 'bonuses.pay', what, ...(plan.total && { cost: plan.total }) }, options)
    }
    const report = await workflows.bonuses.pay(plan, {
      until: options.wait ? 'paid' : 'accepted',
      signal: session.signal,
      onProgress: (counts) => session.say(countsOf(counts)),
    })
    await tellReport(report, options)
    if (session.signal.aborted) process.exitCode = ExitCode.INTERRUPTED
  })
}

async function planned(
  { bonuses }: Workflows,
  { signal }: Session,
  options: PlanOptions,
): Promise<BonusPlan> {
  const { study, purpose, why, allowLargeAmounts, elsewhere } = options
  if (study === undefined) throw new UsageError('Say in which study they took part: --study ID.')
  return await bonuses.plan({
    study_id: study,
    csv: await readText(options.file, '--file'),
    ...(purpose !== undefined && { purpose }),
    ...(why !== undefined && { why }),
    ...(allowLargeAmounts && { allow_large_amounts: true }),
    ...(elsewhere === false && { count_elsewhere: false }),
    signal,
  })
}
