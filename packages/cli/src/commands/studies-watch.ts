import { Command } from 'commander'
import { duration } from '../duration.ts'
import { accountOptions, outputOptions } from '../global-options.ts'
import { until } from '../watching/end.ts'
import type { WatchOptions } from '../watching/watch.ts'

/** Shows how far a study is, as it goes. */
export function studiesWatch(): Command {
  const command = new Command('watch')
    .summary('show how far a study is, until it is over')
    .description(
      'Shows submissions by status, progress, and the time that is left at the pace so far: one line that is drawn again on a terminal, a line for each change elsewhere, both on stderr. At the end the last state goes to stdout; with --output ndjson, every state does. With --database, by the watcher of that database, which knows of events that `inbox serve` has kept. Ends with 0 when it is where it was waited for, and with 1 when it cannot get there, or not in the time of --timeout.',
    )
    .argument('<id>', 'id of the study')
    .option(
      '--until <what>',
      '"over": nobody comes or works any more; "full": every place is handed in; or so many handed in',
      until,
      'over',
    )
    .option('--every <time>', 'time between two looks, as in 30s', duration, 20_000)
    .option(
      '--database <place>',
      'show what the watcher of this database knows, a folder or postgres://…: events count at once',
    )
    .option('--timeout <time>', 'end after so long in any case, as in 2h', duration)
  return outputOptions(accountOptions(command))
    .addHelpText('after', '\nExample:\n  $ prolific-kit studies watch 65a1… --until 20 --timeout 6h')
    .action(async (id: string, options: WatchOptions) => {
      const [{ openSession }, { watch }] = await Promise.all([
        import('../session.ts'),
        import('../watching/watch.ts'),
      ])
      await watch(await openSession(options), id, options)
    })
}
