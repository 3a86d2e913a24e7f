import { Command, Option } from 'commander'
import { duration } from '../duration.ts'
import { UsageError } from '../exit-codes.ts'
import { accountOptions, outputOptions } from '../global-options.ts'
import { guardOptions } from '../guard.ts'
import type { AlarmOptions } from '../review/alarms.ts'
import type { RuleReviewOptions } from '../review/by-rules.ts'
import { actions } from '../review/proposed.ts'
import { databaseOption } from '../workflows/open.ts'

/** Decides on the submissions of a study by rules, or tells what Prolific is about to decide. */
export function reviewCommand(): Command {
  const command = new Command('review')
    .summary('decide on the submissions of a study by rules (spends)')
    .description(
      'Proposes by rules what to do with each submission of a study: approve, ask for a return, reject, pay a part, or leave it to you. Shows how many, what it costs and who was used and not paid, asks, does it, and waits until it shows. What is done is kept in a database, so the same command can be run again: it goes on, and decides on nobody twice. With --dry-run it proposes only, and ends with 1 if something needs you. With --alarms it lists what Prolific approves by itself soon, of one study or of all, and ends with 1 if there is anything.',
    )
    .argument('[study]', 'id of the study')
    .optionsGroup('By what:')
    .option(
      '--rules <file>',
      'rules in YAML or JSON, - for standard input; careful ones unless given: see docs/review.md',
    )
    .option('--records <file>', 'your own data about participants, as CSV or JSON, - for standard input')
    .option('--finished-field <name>', 'the field of your data that says whether it was finished')
    .option('--why <text>', 'why it is done, for the report')
    .optionsGroup('How:')
    .option('--dry-run', 'only show what would be done')
    .option('--only <actions>', 'do these alone, as in approve,ask_for_return', actions)
    .option('--no-wait', 'leave it to `prolific-kit worker` to carry it out')
    .addOption(
      new Option('--alarms', 'list what Prolific approves by itself soon').conflicts([
        'rules',
        'records',
        'finishedField',
        'why',
        'dryRun',
        'only',
        'yes',
        'maxCost',
      ]),
    )
    .option('--within <time>', 'with --alarms: how soon, three days unless given, as in 7d', duration)
  return guardOptions(outputOptions(accountOptions(databaseOption(command))))
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ prolific-kit review 65a1… --rules rules.yaml --records data.csv --dry-run\n' +
        '  $ prolific-kit review 65a1… --only approve --yes --max-cost "70.00 GBP"\n' +
        '  $ prolific-kit review --alarms',
    )
    .action(async (study: string | undefined, options: RuleReviewOptions & AlarmOptions) => {
      const { openSession } = await import('../session.ts')
      if (options.alarms) {
        const { tellAlarms } = await import('../review/alarms.ts')
        return await tellAlarms(await openSession(options), study, options)
      }
      if (options.within !== undefined) throw new UsageError('--within goes with --alarms.')
      if (study === undefined)
        throw new UsageError('Which study? Give its id: prolific-kit review STUDY. --alarms looks at all.')
      const { reviewByRules } = await import('../review/by-rules.ts')
      await reviewByRules(await openSession(options), study, options)
    })
}
