import { Command, InvalidArgumentError, Option } from 'commander'
import { accountOptions, outputOptions, sessionOptions } from '../global-options.ts'
import { yesOption } from '../guard.ts'
import type { ListOptions, SubscribeCommandOptions } from '../inbox/events.ts'
import type { ServeOptions } from '../inbox/serve.ts'
import { databaseOption } from '../workflows/open.ts'

/** Webhooks of Prolific: received, kept before they are answered, and acted on by reading. */
export function inboxCommand(): Command {
  const command = new Command('inbox')
    .summary('receive events of Prolific’s webhooks, and keep them')
    .description(
      'Receives events, keeps each before it is answered, and reads what it is about, so that `studies watch --database`, recruiting and programs know of changes within seconds. See docs/watching.md.',
    )
  for (const one of [serve(), list(), subscribe()]) command.addCommand(one)
  return command
}

function serve(): Command {
  const command = new Command('serve')
    .summary('receive events on a port of this machine, until Ctrl-C')
    .description(
      'Receives deliveries at 127.0.0.1, signed with the secret of the workspace (or with that in PROLIFIC_WEBHOOK_SECRET), and answers once an event is in the database. Put it behind something that has a name and TLS. Handles events and watched studies too; with --work, everything that `prolific-kit worker` does, since a database in a folder serves one process. Prints one line of JSON when it has begun.',
    )
    .requiredOption('--port <port>', 'port of 127.0.0.1, 0 for a free one', port)
    .option('--work', 'pay, approve and recruit as well, as `prolific-kit worker` does')
  return sessionOptions(databaseOption(command))
    .addHelpText('after', '\nExample:\n  $ prolific-kit inbox serve --port 4030 --workspace 65a1…')
    .action(async (options: ServeOptions) => {
      const [{ openSession }, { serveInbox }] = await Promise.all([
        import('../session.ts'),
        import('../inbox/serve.ts'),
      ])
      await serveInbox(await openSession(options), options)
    })
}

function list(): Command {
  const command = new Command('list')
    .summary('list events that were kept, the newest first')
    .option('--event-type <type>', 'only of this type')
    .option('--resource <id>', 'only about this study or submission')
    .addOption(new Option('--state <state>', 'only in this state').choices(['received', 'handled', 'left']))
    .option('--limit <n>', 'at most so many; 100 unless given', most)
  return outputOptions(accountOptions(databaseOption(command))).action(async (options: ListOptions) => {
    const [{ openSession }, { listEvents }] = await Promise.all([
      import('../session.ts'),
      import('../inbox/events.ts'),
    ])
    await listEvents(await openSession(options), options)
  })
}

function subscribe(): Command {
  const command = new Command('subscribe')
    .summary('subscribe to events at an address of yours')
    .description(
      'Makes the secret of the workspace if there is none, and subscribes to events at an address, or switches subscriptions on again. Run again, it changes nothing that is in order.',
    )
    .requiredOption('--target-url <address>', 'where deliveries go: https, and reachable from the internet')
    .option(
      '--event-type <type>',
      'kind of events; again for more (those that a watcher uses unless given)',
      another,
    )
    .option('--rotate', 'make a new secret, which no receiver of the workspace knows then')
    .option('--show-secret', 'print the secret too: keep it as safe as your key')
  return yesOption(outputOptions(sessionOptions(databaseOption(command))))
    .addHelpText(
      'after',
      '\nExample:\n  $ prolific-kit inbox subscribe --target-url https://lab.example.org/hook',
    )
    .action(async (options: SubscribeCommandOptions) => {
      const [{ openSession }, { subscribeTo }] = await Promise.all([
        import('../session.ts'),
        import('../inbox/events.ts'),
      ])
      await subscribeTo(await openSession(options), options)
    })
}

const another = (text: string, before: string[] = []): string[] => [...before, text]

function port(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return value
}

function most(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return Number(text)
}
