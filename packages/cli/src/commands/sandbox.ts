import { Command, InvalidArgumentError, Option } from 'commander'
import { duration } from '../duration.ts'
import { print } from '../output.ts'

export const PORT = 4010

/** Leaves a local Prolific running, for any client that can change its base URL. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .summary('run a local Prolific for any client')
    .description(
      'Runs a local Prolific on 127.0.0.1 until Ctrl-C. The first line on stdout is JSON with its address, key and environment. Without --seed its clock goes on as the machine’s; with one it stands until it is moved.',
    )
    .option('--port <n>', `port to listen on, 0 for a free one (${PORT} unless given)`, port)
    .option('--seed <text>', 'start from this seed, at 2026-01-05T09:00Z')
    .option('--now <moment>', 'start at this moment, ISO 8601', moment)
    .option('--data <file>', 'keep everything in this file, and go on from it')
    .option('--config <file>', 'YAML with tenants, studies, participants, webhooks and faults to begin with')
    .option('--allow-host <host...>', 'hosts beyond this machine that webhooks and participants may go to')
    .option(
      '--webhook-timeout <time>',
      'how long a receiver of webhooks has to answer, 10s unless given',
      patience,
    )
    .addOption(
      new Option(
        '--mode <mode>',
        'take what older clients send (compat), or only what is described today',
      ).choices(['compat', 'strict']),
    )
    .addOption(
      new Option('--clock <clock>', 'let time go on, or move it by hand').choices(['real', 'manual']),
    )
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ prolific-kit sandbox --seed 1 --data lab.sqlite\n' +
        '  $ eval "$(prolific-kit sandbox env)"      (in another terminal: points clients here)',
    )
    .addCommand(envCommand())
    .action(async (options: Options) => {
      const { runSandbox } = await import('../sandbox/run.ts')
      await runSandbox(options)
    })
}

/** What was given on the command line. */
export interface Options {
  port?: number
  seed?: string
  now?: string
  data?: string
  config?: string
  allowHost?: string[]
  /** Milliseconds. */
  webhookTimeout?: number
  mode?: 'compat' | 'strict'
  clock?: 'real' | 'manual'
}

function envCommand(): Command {
  return new Command('env')
    .summary('print the variables that point a client at a running sandbox')
    .description('Asks the sandbox on this machine how clients find it, and prints that for a shell.')
    .option('--port <n>', 'port of the sandbox', port, PORT)
    .option('--json', 'print JSON in place of exports')
    .action(async ({ port, json }: { port: number; json?: boolean }) => {
      const { environmentOf } = await import('../sandbox/environment.ts')
      const env = await environmentOf(port)
      print(json ? JSON.stringify(env) : exportsOf(env).join('\n'))
    })
}

/** Lines for a shell. */
export const exportsOf = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)

function port(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return value
}

/** Milliseconds. A timer of Node's takes no more than these. */
function patience(text: string): number {
  const value = duration(text)
  if (value <= 0 || value >= 2 ** 31) throw new InvalidArgumentError('Give a time above 0 and below 24 days.')
  return value
}

function moment(text: string): string {
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a moment in ISO 8601, such as 2026-01-05T09:00Z.')
  return text
}

/** Resolves when the process is asked to end. */
export function ended(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
