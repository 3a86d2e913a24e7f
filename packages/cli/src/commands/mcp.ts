import { Command, InvalidArgumentError } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { accountOptions, type GlobalOptions } from '../global-options.ts'
import { amountText } from '../guard.ts'
import { type DatabaseOptions, databaseOption } from '../workflows/open.ts'

/** What was given on the command line. */
export interface McpOptions extends GlobalOptions, DatabaseOptions {
  http?: number
  readOnly?: boolean
  allowSpending?: boolean
  maxCost?: string
  terminal?: boolean
  exports: string
  state?: string
}

/** Lets an agent work with Prolific, and a person decide on what it may spend. */
export function mcpCommand(): Command {
  const command = accountOptions(
    new Command('mcp')
      .summary('let an agent work with Prolific, under your approval')
      .description(
        'Serves Prolific to an agent by the Model Context Protocol, over standard input and output. The agent may look, draft and rehearse; what deletes, cannot be undone or lets others in waits for your approval. It spends nothing unless you add --allow-spending, and then only what you have approved one by one.',
      ),
  )
  return databaseOption(command)
    .option('--read-only', 'let it look, and nothing more')
    .option('--allow-spending', 'let it ask you to spend, up to --max-cost')
    .option(
      '--max-cost <amount>',
      'the most that agents may spend in 24 hours and while this server runs, all together, as in "50.00 GBP"',
      amountText,
    )
    .option('--terminal', 'approve by `prolific-kit approve` alone, not by questions of the agent’s program')
    .option('--exports <dir>', 'folder for what the agent exports', 'prolific-exports')
    .option('--state <dir>', 'folder of approvals and of what was spent, in place of ~/.prolific')
    .option('--http <port>', 'serve on this port of 127.0.0.1 over HTTP, 0 for a free one', port)
    .addHelpText(
      'after',
      '\nWith --http, the first line on stdout is JSON with the address and, unless PROLIFIC_MCP_TOKEN gives one, the token.\n' +
        '\nExamples:\n' +
        '  $ prolific-kit mcp --read-only\n' +
        '  $ prolific-kit mcp --allow-spending --max-cost "50.00 GBP"',
    )
    .action(async (options: McpOptions) => {
      check(options)
      const { runMcp } = await import('../mcp/run.ts')
      await runMcp(options)
    })
}

/** What is wrong is told before anything is loaded. */
function check({ readOnly, allowSpending, maxCost, http }: McpOptions): void {
  if (readOnly && allowSpending) throw new UsageError('Give --read-only or --allow-spending, not both.')
  if (Boolean(allowSpending) !== (maxCost !== undefined))
    throw new UsageError(
      '--allow-spending and --max-cost go together: --allow-spending --max-cost "50.00 GBP"',
    )
  const token = process.env.PROLIFIC_MCP_TOKEN
  if (http !== undefined && token !== undefined && token.length < 16)
    throw new UsageError(
      'PROLIFIC_MCP_TOKEN is too short: give 16 characters or more, or none to have one made.',
    )
}

function port(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return value
}
