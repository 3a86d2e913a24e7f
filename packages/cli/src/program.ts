import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { approveCommand } from './commands/approve.ts'
import { completeCommand, completionCommand } from './commands/completion.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { driftCommand } from './commands/drift.ts'
import { exportCommand } from './commands/export.ts'
import { inboxCommand } from './commands/inbox.ts'
import { mcpCommand } from './commands/mcp.ts'
import { registerCommand } from './commands/register.ts'
import { reviewCommand } from './commands/review.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { whoamiCommand } from './commands/whoami.ts'
import { workerCommand } from './commands/worker.ts'
import { ExitCode, exitCodeOf, faultText } from './exit-codes.ts'
import { fillOptions, globalOptions } from './global-options.ts'
import { wasInterrupted } from './interrupt.ts'
import { RESOURCES } from './operations/resources.ts'
import { say, withoutValues } from './output.ts'

/** Every command but the resources, in the order in which `--help` shows them. They load what they need when they run. */
const COMMANDS = [
  registerCommand,
  whoamiCommand,
  doctorCommand,
  reviewCommand,
  exportCommand,
  sandboxCommand,
  demoCommand,
  workerCommand,
  inboxCommand,
  driftCommand,
  mcpCommand,
  approveCommand,
  completionCommand,
]

/** Runs one command line, without the name of the program, and tells its exit code. Never throws. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  try {
    const root = await program(words)
    await root.parseAsync(words, { from: 'user' })
    return (process.exitCode as ExitCode | undefined) ?? ExitCode.GOOD
  } catch (error) {
    // Commander has shown its own message. Asking for help or the version is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.GOOD : ExitCode.USAGE
    const code = exitCodeOf(error)
    say(`prolific-kit: ${code === ExitCode.FAULT ? faultText(error) : messageOf(error)}`)
    return wasInterrupted() && code !== ExitCode.UNKNOWN ? ExitCode.INTERRUPTED : code
  }
}

/**
 * The commands. Of the resources, those are whole that the words name, or all of them (`every`); the others are
 * only names, since what they can do takes the contract's schemas to say.
 */
export async function program(words: readonly string[] | 'every'): Promise<Command> {
  const root = globalOptions(new Command('prolific-kit'))
    .description(
      'Prolific from the command line: every call of its API, and a local Prolific to rehearse on.',
    )
    .usage('[options] <command>')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help for a command')
    .showHelpAfterError('(add --help to see how it is used)')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
    .hook('preAction', fillOptions)
    .commandsGroup('Commands:')
  for (const create of COMMANDS) root.addCommand(create())
  root.addCommand(completeCommand(), { hidden: true })
  root.commandsGroup('Prolific, one command for each call (prolific-kit <resource> --help lists them):')
  for (const [name, summary] of Object.entries(RESOURCES)) {
    const isWanted = words === 'every' || words.includes(name)
    root.addCommand(isWanted ? await resource(name, words) : new Command(name).summary(summary))
  }
  inherit(root)
  return root
}

async function resource(name: string, words: readonly string[] | 'every'): Promise<Command> {
  const { resourceCommand } = await import('./operations/resource-command.ts')
  return resourceCommand(name, words)
}

/** Commands of commands end and complain as the program does. */
function inherit(command: Command): void {
  for (const inner of command.commands) inherit(inner.copyInheritedSettings(command) as Command)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
