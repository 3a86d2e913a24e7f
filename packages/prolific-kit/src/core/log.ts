import { unheeded } from './unheeded.ts'

/**
 * Where the client tells what it does. `console` fits, and so does winston. Leave out the methods of the levels that
 * you do not want. What a logger throws or rejects with is dropped, and nobody waits for it.
 */
export interface Logger {
  /** Every attempt, and how it ended: `operation`, `method`, `path`, `status`, `attempt`, `ms`. */
  debug?(message: string, details?: LogDetails): void
  /** What the client does on its own: an attempt that is repeated, and after which wait. */
  info?(message: string, details?: LogDetails): void
  /** What a developer should change, or somebody should look at: a field that is not sent, a webhook that was refused. */
  warn?(message: string, details?: LogDetails): void
  /** A failure that nobody else is told of: an event that your webhook handler failed to handle. Calls throw theirs. */
  error?(message: string, details?: LogDetails): void
}

export type LogDetails = Readonly<Record<string, unknown>>

/** Says only what a developer should change; everything else is silent unless a logger is given. */
export const quietLogger: Logger = {
  warn(message) {
    // biome-ignore lint/suspicious/noConsole: the default place of a warning that nobody else takes
    console.warn(`prolific-kit: ${message}`)
  },
}

/** Tells a logger. A logger that fails must not fail the call: then a full disk could make a payment look lost. */
export function tell(logger: Logger, level: keyof Logger, message: string, details?: LogDetails): void {
  unheeded(() => logger[level]?.(message, details))
}

/** What of an address may be logged: its path. Queries carry participants' ids, and the signatures of uploads. */
export const loggedPath = (url: string, apiKey: string): string =>
  new URL(url).pathname.replaceAll(apiKey, '[key]')
