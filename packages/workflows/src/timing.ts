import { setTimeout } from 'node:timers/promises'

/** Time as the workflows know it, so that tests and rehearsals can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** How long things may take before they are looked at in another way. All in milliseconds. */
export interface Timing {
  now(): Date
  /** Since an attempt to pay, until what does not show is held to have never been paid, or is reported. */
  settle: number
  /** Between two looks at something that is on its way. */
  look: number
  /** Waits, and rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export interface TimingOptions {
  /** Whose time it is: the machine's, if not said. A sandbox's `clock` fits. */
  clock?: Clock
  /**
   * Milliseconds since an attempt to pay, after which a payment of which neither submissions nor wallet show anything
   * is held to have never happened. Prolific pays within minutes; one hour unless said.
   */
  settleAfter?: number
  /** Milliseconds between two looks at a payment or approval that is on its way: 15 seconds unless said. */
  lookEvery?: number
}

const HOUR = 3_600_000

export function timingOf({ clock = Date, settleAfter = HOUR, lookEvery = 15_000 }: TimingOptions): Timing {
  return {
    now: () => new Date(clock.now()),
    settle: settleAfter,
    look: lookEvery,
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }),
  }
}
