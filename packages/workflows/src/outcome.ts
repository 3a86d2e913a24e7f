/** What is known of a call that changes the world, from the error that it ended with. */
import {
  ProlificAmbiguousResultError,
  ProlificAuthenticationError,
  ProlificConflictError,
  ProlificConnectionError,
  ProlificNotFoundError,
  ProlificPermissionError,
  ProlificRateLimitError,
  ProlificValidationError,
} from 'prolific-kit'

/** By these Prolific says that it has not done it, and will not. */
const REFUSALS = [
  ProlificValidationError,
  ProlificAuthenticationError,
  ProlificPermissionError,
  ProlificNotFoundError,
  ProlificConflictError,
]

/** Whether Prolific says by an error that it has not done what was asked for, and never will. */
export const isRefusal = (error: unknown): error is Error => REFUSALS.some((type) => error instanceof type)

/** `undone`: Prolific refused it, or it was never sent. `lost`: it may have been done, and must be read back. */
export function outcomeOf(error: unknown): 'undone' | 'lost' {
  if (error instanceof ProlificAmbiguousResultError) return 'lost'
  if (isRefusal(error) || error instanceof ProlificRateLimitError) return 'undone'
  // The client throws this of what changes the world only if the connection was never made.
  return error instanceof ProlificConnectionError ? 'undone' : 'lost'
}

/** Milliseconds between writing an intent and sending it, after which it is not sent. */
const HELD_UP = 20_000

/**
 * Begins to watch whether this process is held up between writing an intent and sending it. By the machine's calendar,
 * which a machine that was asleep has gone on with, unlike its stopwatch; one that is put back counts as held up too.
 */
export function watchForHolds(now: () => number = Date.now): { isHeldUp(): boolean } {
  const begin = now()
  return {
    isHeldUp() {
      const passed = now() - begin
      return passed < 0 || passed > HELD_UP
    },
  }
}

/** Milliseconds after which whoever wrote an intent has ended, or has had its answer: more than a call lasts. */
export const LONGEST_CALL = 120_000

/** What an error says, to go on with after it. */
export const reasonOf = (error: unknown): string => (error as Error).message.replace(/\.$/, '')
