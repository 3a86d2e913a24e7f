import { Command } from 'commander'
import type { PlanOptions } from '../bonuses/pay.ts'
import { UsageError } from '../exit-codes.ts'
import { accountOptions, outputOptions } from '../global-options.ts'
import { databaseOption } from '../workflows/open.ts'

/** What of a bonus file is missing. */
export function bonusesPlan(): Command {
  const command = fileOptions(new Command('plan'))
    .summary('show what of a bonus file is still to be paid')
    .description(
      'Compares a file of bonuses (lines of id,amount in pounds or dollars, without a heading) with what the submissions of a study have got: by this ledger, and elsewhere. Amounts are totals for one purpose. Sets nothing up and pays nothing. Ends with 1 if the file could not be paid as it is.',
    )
  return outputOptions(accountOptions(databaseOption(command)))
    .addHelpText('after', '\nExample:\n  $ prolific-kit bonuses plan -f bonuses.csv --study 65a1…')
    .action(async (options: PlanOptions) => {
      const [{ openSession }, { planFile }] = await Promise.all([
        import('../session.ts'),
        import('../bonuses/pay.ts'),
      ])
      if (options.file === undefined) throw new UsageError('Name the file of bonuses: --file FILE.')
      await planFile(await openSession(options), options)
    })
}

/** The options that say what is to be paid. */
export function fileOptions(command: Command): Command {
  return command
    .option('-f, --file <file>', 'the bonuses, - for standard input')
    .option('--study <id>', 'study in which they took part')
    .option(
      '--purpose <text>',
      'what they are for: amounts are totals for one purpose ("bonus" unless given)',
    )
    .option('--why <text>', 'why they are paid, for the report')
    .option('--allow-large-amounts', 'amounts that look like pence for pounds are meant')
    .option('--no-elsewhere', 'bonuses that were paid elsewhere do not count')
}
