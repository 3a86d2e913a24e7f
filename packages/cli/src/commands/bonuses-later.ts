import { Command, Option } from 'commander'
import type { LaterOptions, ReportOptions, ResolveOptions } from '../bonuses/later.ts'
import { UsageError } from '../exit-codes.ts'
import { accountOptions, outputOptions } from '../global-options.ts'
import { databaseOption } from '../workflows/open.ts'

/** Reads back what is on its way or uncertain. */
export function bonusesReconcile(): Command {
  const command = new Command('reconcile')
    .summary('read back payments of which it is not known how they end')
    .description(
      'Looks at the submissions, the wallet and the costs of the study for every payment that is on its way or uncertain, and prints how all stand. Pays nothing. Ends with 7 while something is uncertain, and with 1 if something was not paid.',
    )
    .option('--study <id>', 'only those of one study')
  return outputOptions(accountOptions(databaseOption(command)))
    .addHelpText('after', '\nExample:\n  $ prolific-kit bonuses reconcile')
    .action(async (options: LaterOptions) => {
      const { openSession, later } = await load()
      await later.reconcile(await openSession(options), options)
    })
}

/** Who was paid what, when and why. */
export function bonusesReport(): Command {
  const command = new Command('report')
    .summary('tell who was paid what, when and why')
    .description(
      'Prints every payment of the ledger: to whom, how much, for what, when and how it stands. With --used and --study, also those whose data you use and who got nothing.',
    )
    .option('--study <id>', 'only those of one study')
    .option('--purpose <text>', 'only those for one purpose')
    .option('--used <file>', 'ids of submissions or participants whose data you use, - for standard input')
  return outputOptions(accountOptions(databaseOption(command)))
    .addHelpText('after', '\nExample:\n  $ prolific-kit bonuses report --study 65a1… --used used.csv -o csv')
    .action(async (options: ReportOptions) => {
      if (options.used !== undefined && options.study === undefined)
        throw new UsageError('--used needs --study: it compares with the submissions of one study.')
      const { openSession, later } = await load()
      await later.report(await openSession(options), options)
    })
}

/** Ends a doubt by a person's word. */
export function bonusesResolve(): Command {
  const command = new Command('resolve')
    .summary('say of an uncertain payment whether it was made')
    .description(
      'Ends the doubt about a set-up of which neither submissions nor wallet tell whether it was paid, by your word. Look at it on Prolific first: what you call not paid is paid by the next plan.',
    )
    .argument('<set-up>', 'id of the set-up, as `bonuses report` tells it')
    .addOption(new Option('--paid', 'it was paid').conflicts('notPaid'))
    .addOption(new Option('--not-paid', 'it was not paid'))
    .requiredOption('--why <text>', 'how you know: it stands in the report')
  return accountOptions(databaseOption(command))
    .addHelpText(
      'after',
      '\nExample:\n  $ prolific-kit bonuses resolve 3b0b2f0c-… --not-paid --why "the page of payments does not list it"',
    )
    .action(async (set_up: string, options: ResolveOptions) => {
      if (!options.paid && !options.notPaid) throw new UsageError('Say which: --paid or --not-paid.')
      const { openSession, later } = await load()
      await later.resolve(await openSession(options), set_up, options)
    })
}

async function load() {
  const [{ openSession }, later] = await Promise.all([import('../session.ts'), import('../bonuses/later.ts')])
  return { openSession, later }
}
