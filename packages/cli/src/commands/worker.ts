import { Command } from 'commander'
import type { GlobalOptions } from '../global-options.ts'
import { accountOptions } from '../global-options.ts'
import { type DatabaseOptions, databaseOption } from '../workflows/open.ts'

interface WorkerOptions extends GlobalOptions, DatabaseOptions {
  untilIdle?: boolean
}

/** Does what others left: payments, approvals, watching, recruiting. */
export function workerCommand(): Command {
  const command = new Command('worker')
    .summary('do what workflows have left to do, until Ctrl-C')
    .description(
      'Goes on with what is begun and kept in the database: payments, approvals, published studies, studies that are watched, recruiting. Prints one line of JSON when it has begun, and tells on stderr what goes wrong. Several may run on one PostgreSQL server. Ends at Ctrl-C or SIGTERM after what is under way; with --until-idle, when nothing is left that may begin now.',
    )
    .option('--until-idle', 'end when nothing is left to do')
  return accountOptions(databaseOption(command))
    .addHelpText(
      'after',
      '\nExample:\n  $ prolific-kit worker --database postgres://lab@db.example.org/prolific',
    )
    .action(async (options: WorkerOptions) => {
      const [{ openSession }, { work }] = await Promise.all([
        import('../session.ts'),
        import('../workflows/work.ts'),
      ])
      await work(await openSession(options), options)
    })
}
