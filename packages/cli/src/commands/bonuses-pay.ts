import type { Command } from 'commander'
import type { PayFileOptions } from '../bonuses/pay.ts'
import { UsageError } from '../exit-codes.ts'
import { amountText } from '../guard.ts'
import type { HandMade } from '../operations/handmade.ts'
import { databaseOption } from '../workflows/open.ts'
import { fileOptions } from './bonuses-plan.ts'

/** Pays bonuses of a file, once; or one set-up by its id, as the API does. */
export const bonusesPay: HandMade = (derived, perform) => {
  const command: Command = databaseOption(fileOptions(derived()))
  return command
    .summary('pay bonuses of a file, once; or a set-up by its id (spends)')
    .description(
      'With --file: compares the file with what the submissions of the study have got, shows the total with fees and VAT, asks, and pays what is missing, up to 200 at a time. What is done is kept in a database, so the same command can be run again: it pays only what is missing then, and nobody of whom it is not known whether they were paid. With the id of a set-up alone: pays that one, and a second time pays again.',
    )
    .option('--wait', 'until every payment shows, which takes some minutes')
    .option('--max-cost <amount>', 'refuse what costs more, as in "25.00 GBP"', amountText)
    .addHelpText(
      'after',
      '  $ prolific-kit bonuses pay -f bonuses.csv --study 65a1… --yes --max-cost "70.00 GBP"',
    )
    .action(async (id: string | undefined) => {
      const options = command.opts<PayFileOptions & { file?: string }>()
      if (options.file === undefined) return perform(command)
      if (id !== undefined) throw new UsageError('Give either the id of a set-up, or --file, not both.')
      const [{ openSession }, { payFile }] = await Promise.all([
        import('../session.ts'),
        import('../bonuses/pay.ts'),
      ])
      await payFile(await openSession(options), options)
    })
}
