import type { BonusReport } from '@prolific-kit/workflows'
import { ExitCode } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { show } from '../output/index.ts'
import { say } from '../output.ts'
import { countsOf, PAID, paidRow, reasonsOf } from './rows.ts'

/** Prints payments, tells what is open, and ends with what that means. */
export async function tellReport(report: BonusReport, options: GlobalOptions): Promise<void> {
  const { bonuses, counts } = report
  await show(bonuses.map(paidRow), { columns: PAID, ...options })
  say(`${countsOf(counts)}.`)
  for (const reason of reasonsOf(report)) say(reason)
  process.exitCode = exitCodeFor(report)
}

/**
 * Whether something is uncertain comes before whether something has failed: what is uncertain must be looked at before
 * anybody pays again.
 */
function exitCodeFor({ counts }: BonusReport): ExitCode {
  if (counts.uncertain || counts.planned || counts.set_up) return ExitCode.UNKNOWN
  return counts.failed ? ExitCode.NO : ExitCode.GOOD
}
