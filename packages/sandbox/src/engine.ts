/** A whole sandbox without its address: memory, time, world and virtual participants. */

import { iso, machineTime, parseMoment, SEEDED_START } from './core/clock.ts'
import { Courier } from './core/courier.ts'
import type { DataFile } from './core/data-file.ts'
import { notFound, problem } from './core/errors.ts'
import type { Mode, World } from './core/handler.ts'
import { nextDue } from './core/outbox.ts'
import { randomSeed } from './core/rng.ts'
import { SandboxError } from './core/sandbox-error.ts'
import { type Advance, Scheduler } from './core/scheduler.ts'
import { begin, settingsOf } from './core/settings.ts'
import { type State, Store, type Transaction } from './core/store.ts'
import { Ticker } from './core/ticker.ts'
import { nextTimer } from './core/timers.ts'
import { createWorld } from './served.ts'
import type { Arrival, Arrivals, ArriveOptions } from './simulate/arrivals.ts'
import { Simulation, take } from './simulate/simulation.ts'
import { participation } from './world/participation.ts'
import type { Researcher } from './world/rows.ts'
import { type RuleOptions, settleRules } from './world/rules.ts'

export interface EngineOptions {
  /** Everything random comes from it; with it, time begins at `now` or at 2026-01-05T09:00Z. */
  seed?: string | number | undefined
  /** When the world begins: milliseconds, ISO text or Date. */
  now?: number | string | Date | undefined
  /** Time stands until it is moved (`manual`), or goes on as the machine's (`real`). */
  clock?: 'manual' | 'real' | undefined
  /** `compat` takes what clients in use still send, `strict` only what is described today. */
  mode?: Mode | undefined
  /** What Prolific does to some accounts only, or without saying how. */
  rules?: RuleOptions | undefined
  /** Hosts beyond this machine, `name` or `name:port`, that webhooks and participants may be sent to. */
  allowHosts?: readonly string[] | undefined
  /** Milliseconds of real time that a receiver of webhooks, or a study's site, has to answer; 10,000 unless said. */
  webhookTimeout?: number | undefined
}

/** How long Prolific waits is not documented. */
const RECEIVER_TIMEOUT = 10_000

/** A world at one moment. It never changes, and any sandbox can be put back to it. */
export interface Snapshot {
  readonly state: State
  /** The states before its latest changes, for reads that are stale. */
  readonly past: readonly State[]
}

/** What a participant can be told to do. */
export type ParticipantAction = 'start' | 'complete' | 'return' | 'message'
export const participantActions: readonly ParticipantAction[] = ['start', 'complete', 'return', 'message']

export class Engine {
  readonly store = new Store()
  readonly mode: Mode
  readonly clock: 'manual' | 'real'
  readonly world: World<Researcher>
  readonly simulation: Simulation
  readonly allowHosts: readonly string[]
  readonly #scheduler: Scheduler
  readonly #courier: Courier
  readonly #ticker: Ticker | undefined
  readonly #options: EngineOptions
  /** Where everything random comes from, from the start and after each reset. */
  readonly #seed: string
  /** When a world that came from a file began. */
  readonly #began: number | undefined
  /** How far virtual time is ahead of the machine's; counts for a real clock only. */
  #lead = 0

  /** Begins anew, or goes on from a snapshot, or from what a file holds; a file is told of every change. */
  constructor(options: EngineOptions, snapshot?: Snapshot, file?: DataFile) {
    this.#options = options
    this.mode = options.mode ?? 'compat'
    this.clock = options.clock ?? 'manual'
    this.simulation = new Simulation(participation, options.allowHosts)
    this.world = createWorld(this.simulation)
    this.allowHosts = options.allowHosts ?? []
    const { store, world } = this
    this.#courier = new Courier({
      store,
      handlers: world.errands ?? {},
      allowed: this.allowHosts,
      timeout: timeoutFrom(options.webhookTimeout),
    })
    const { timers: handlers, deadlines } = world
    this.#scheduler = new Scheduler({ store, handlers, deadlines, courier: this.#courier })
    if (this.clock === 'real') {
      const ticker = new Ticker(() => this.#tick())
      this.#ticker = ticker
      store.afterCommit = (changes) => ticker.committed(changes)
    }
    const from = snapshot?.state ?? (file && isBegun(file.state) ? file.state : undefined)
    if (from) store.restore(from, snapshot?.past)
    const settings = from && store.read(settingsOf)
    if (file && settings && options.seed !== undefined && settings.seed !== String(options.seed)) {
      throw new SandboxError(
        `The file holds a world of the seed ${settings.seed}, not of ${options.seed}. Leave the seed out, or name another file`,
      )
    }
    this.#seed = settings?.seed ?? (options.seed === undefined ? randomSeed() : String(options.seed))
    this.#began = file && settings?.startedAt
    if (file) {
      store.onCommit = (changes) => file.commit(changes)
      store.onRestore = (state) => file.replace(state)
    }
    if (!from) {
      this.reset()
      return
    }
    this.#anchor()
    this.#ticker?.wake(0)
  }

  now(): number {
    this.catchUp()
    return this.#scheduler.now()
  }

  /** Lets a real clock come to the present; what fell due meanwhile happens now. */
  catchUp(): void {
    if (this.clock !== 'real') return
    const to = machineTime() + this.#lead
    if (to > this.#scheduler.now()) this.#scheduler.catchUp(to)
  }

  /**
   * Moves time forward and answers how many timers fired. What falls due in the outbox is done and waited for; with
   * nothing there, all has happened when this returns its promise.
   */
  async advance(how: Advance): Promise<number> {
    this.catchUp()
    try {
      return await this.#scheduler.advance(how)
    } finally {
      this.#anchor()
    }
  }

  arrive(options: ArriveOptions): Arrivals {
    this.catchUp()
    return this.store.transact((tx) => this.simulation.arrive(tx, options))
  }

  arrivals(study: string): Arrival[] {
    this.catchUp()
    return this.store.read((tx) => this.simulation.list(tx, study))
  }

  /** Has a participant do something now, and answers where the submission stands. */
  act(
    submission: string,
    action: ParticipantAction,
    { code = null, body = 'Hello.' }: { code?: string | null; body?: string } = {},
  ): { id: string; status: string } {
    this.catchUp()
    return this.store.transact((tx) => {
      if (!participation.submission(tx, submission)) throw notFound('Submission', submission)
      if (!participantActions.includes(action)) {
        throw problem(
          400,
          'Bad request',
          `A participant can ${participantActions.join(', ')}, not ${action}.`,
        )
      }
      take(tx, participation, submission, { do: action, code, body } as Parameters<typeof take>[3])
      return { id: submission, status: participation.submission(tx, submission)!.status }
    })
  }

  /** The researcher of a key, made if it has not been here before. */
  researcher(tx: Transaction, key: string): Researcher {
    return this.world.findResearcher(tx, key) ?? this.world.createResearcher(tx, key)
  }

  snapshot(): Snapshot {
    return { state: this.store.state, past: this.store.past }
  }

  /** What is under way meanwhile comes to nothing. */
  restore({ state, past }: Snapshot): void {
    this.#forget()
    this.store.restore(state, past)
    this.#anchor()
    this.#ticker?.wake(0)
  }

  /** As it was just after the start. */
  reset(): void {
    const { rules } = this.#options
    this.#forget()
    const fresh = new Store()
    fresh.transact((tx) => {
      begin(tx, this.#seed, this.#start())
      if (rules) settleRules(tx, rules)
    })
    this.store.restore(fresh.state)
    this.#anchor()
  }

  #start(): number {
    const { seed, now } = this.#options
    if (now !== undefined) return moment(now)
    if (seed !== undefined) return SEEDED_START
    return this.clock === 'manual' ? (this.#began ?? machineTime()) : machineTime()
  }

  /** Another sandbox that goes on from here by itself, in memory. */
  fork(): Engine {
    return new Engine(this.#options, this.snapshot())
  }

  get seed(): string {
    return this.store.read(settingsOf).seed
  }

  /** Virtual time as Prolific writes it. */
  nowText(): string {
    return iso(this.now())
  }

  /** Ends what goes on by itself. */
  close(): void {
    this.#ticker?.end()
    this.#forget()
  }

  #forget(): void {
    this.#courier.forget()
    this.#scheduler.forget()
  }

  /** Lets a real clock do what is due, and answers in how many milliseconds something will be. */
  #tick(): number | undefined {
    this.catchUp()
    this.#courier.run()
    const at = this.store.read((tx) => Math.min(nextTimer(tx)?.at ?? Infinity, nextDue(tx) ?? Infinity))
    return at === Infinity ? undefined : at - this.#scheduler.now()
  }

  #anchor(): void {
    this.#lead = this.#scheduler.now() - machineTime()
  }
}

function timeoutFrom(given: number = RECEIVER_TIMEOUT): number {
  if (given > 0 && given < 2 ** 31) return given
  throw new TypeError(
    `webhookTimeout must be milliseconds above 0 and below 2^31, not ${JSON.stringify(given)}`,
  )
}

/** Whether there is a world in a state at all. */
const isBegun = (state: State): boolean => (state.settings?.rows.size ?? 0) > 0

function moment(value: number | string | Date): number {
  const at = typeof value === 'string' ? parseMoment(value) : Number(value)
  if (at === undefined || !Number.isFinite(at)) {
    throw new TypeError(
      `now is no moment: ${JSON.stringify(value)}. Give ISO 8601 text such as 2026-01-05T09:00Z`,
    )
  }
  return at
}
