import { setFlagsFromString } from 'node:v8'
import type { Clock, MayPay, Workflows } from '@prolific-kit/workflows'
import type { Command } from 'commander'
import type { Session } from '../session.ts'
import { sandboxClock } from './sandbox-clock.ts'

export interface DatabaseOptions {
  /** Folder, or `postgres://…`. */
  database?: string
  /** What may be paid; everything, if not said. */
  mayPay?: MayPay
}

/** Adds `--database`, of commands that must not forget what they have done. */
export function databaseOption(command: Command): Command {
  return command.option(
    '--database <place>',
    'where it is kept what was done: a folder, or postgres://… for several machines (PROLIFIC_DATABASE_URL, DATABASE_URL, or a folder in ~/.prolific/workflows unless given)',
  )
}

/** Of a sandbox, whose time may be moved by days, so often in milliseconds. */
const LOOK_OFTEN = 500

/** Opens the workflows of the session's account, for one task, and closes them whatever comes. */
export async function withWorkflows<T>(
  { client, say }: Pick<Session, 'client' | 'say'>,
  { database, mayPay }: DatabaseOptions,
  task: (workflows: Workflows, clock: Clock) => Promise<T>,
): Promise<T> {
  compileQuickly()
  const [{ openWorkflows }, clock] = await Promise.all([
    import('@prolific-kit/workflows'),
    sandboxClock(client.baseUrl),
  ])
  const workflows = await openWorkflows({
    client,
    ...(database !== undefined && { database }),
    ...(mayPay && { mayPay }),
    ...(clock && { clock, lookEvery: LOOK_OFTEN }),
    logger: { info: say, warn: say, error: say },
  })
  try {
    return await task(workflows, clock ?? Date)
  } finally {
    await workflows.close()
    clock?.stop()
  }
}

/**
 * The database in a folder is WebAssembly that a command uses for a moment. To compile it a second time, and better, as
 * is usual, took most of the command's time and left it hardly faster.
 */
function compileQuickly(): void {
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
