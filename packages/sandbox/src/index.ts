/** A local Prolific: HTTP in, world inside, and a clock that you move. */
import { loadSchemas } from 'prolific-kit/contract'
import { checkOptions } from './check-options.ts'
import { controlRoutes } from './control/routes.ts'
import { storageRoutes } from './control/storage.ts'
import type { Duration } from './core/clock.ts'
import { type DataFile, openDataFile } from './core/data-file.ts'
import { directReads } from './core/direct.ts'
import { listen } from './core/http.ts'
import { hashHex } from './core/ids.ts'
import { answersOf, createRouter } from './core/router.ts'
import type { Advance } from './core/scheduler.ts'
import { type Delivery, type DeliveryFilter, deliveries, redeliver } from './deliveries.ts'
import { Engine, type EngineOptions, type ParticipantAction, type Snapshot } from './engine.ts'
import { type Faults, faultsOf } from './faults.ts'
import { participantRoutes } from './participant/routes.ts'
import type { Arrival, Arrivals, ArriveOptions } from './simulate/arrivals.ts'
import { type Statement, setBalance, statements, topUp } from './wallets.ts'

export type { Duration } from './core/clock.ts'
export { ApiProblem } from './core/errors.ts'
export type { Fault, FaultInput } from './core/fault-kinds.ts'
export type { FaultRequest, PlannedFault } from './core/faults.ts'
export type { Mode } from './core/handler.ts'
export { SandboxError } from './core/sandbox-error.ts'
export type { Advance } from './core/scheduler.ts'
export type { Delivery, DeliveryFilter } from './deliveries.ts'
export type { EngineOptions, ParticipantAction, Snapshot } from './engine.ts'
export type { Faults } from './faults.ts'
export type { Arrival, Arrivals, ArriveOptions } from './simulate/arrivals.ts'
export type { Behaviour, Mix } from './simulate/behaviours.ts'
export type { NoPlace } from './simulate/participation.ts'
export type { Visit } from './simulate/visits.ts'
export type { Movement, Statement } from './wallets.ts'
export type { RuleOptions } from './world/rules.ts'

export interface SandboxOptions extends EngineOptions {
  /** Port on 127.0.0.1; 0, which is the default, takes any free one; with `false` only `fetch` reaches it. */
  port?: number | false | undefined
  /** A file to keep the world in. What is in it goes on; see Persistence in the documentation. Node 22.13 or newer. */
  data?: string | undefined
  /** Keys that are taken beside those that begin with `sandbox_`; the first becomes `sandbox.key`. */
  keys?: readonly string[] | undefined
}

/** A running sandbox. */
export interface Sandbox {
  /** Where it listens, `http://127.0.0.1:4010`; `http://sandbox.localhost` if it does not. */
  readonly url: string
  /** A key that it takes. Any other that begins with `sandbox_` has a researcher and a wallet of its own. */
  readonly key: string
  /** Environment variables that point a client at this sandbox. */
  readonly env: Readonly<
    Record<'PROLIFIC_BASE_URL' | 'PROLIFIC_URL' | 'PROLIFIC_API_KEY' | 'PROLIFIC_TOKEN', string>
  >
  /** The API without a socket; takes a full address or a path. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly clock: {
    /** Virtual milliseconds since 1970. */
    now(): number
    advance(how: Advance | Duration): Promise<number>
  }
  /**
   * Moves time (`'2 hours'`, or `{ by | to | until }`) and answers how many timers fired on the way. Webhooks that
   * fall due are delivered and waited for.
   */
  advance(how: Advance | Duration): Promise<number>
  /**
   * Moves time until no participant has anything left to do, no payment is under way, and every event was sent to
   * its webhook once. Events that did not arrive may wait for another attempt.
   */
  idle(): Promise<number>
  readonly participants: {
    /** Lets virtual participants come to a study. */
    arrive(options: ArriveOptions): Promise<Arrivals>
    /** Has one participant do something now. Without `code`, `complete` ends without one. */
    act(
      submission: string,
      action: ParticipantAction,
      options?: { code?: string | null; body?: string },
    ): Promise<{ id: string; status: string }>
    /** Everybody who came or will come to a study. */
    list(study: string): Promise<Arrival[]>
  }
  readonly wallets: {
    /** Pays whole minor units into the first workspace of the key, or into the one that is named. */
    topUp(options: { amount: number; workspace?: string; key?: string }): Promise<Statement>
    /** Pays in or takes out what it takes to have so many whole minor units at hand. */
    setBalance(options: { balance: number; workspace?: string; key?: string }): Promise<Statement>
    /** Balances and every movement of the workspaces of the key. */
    statements(options?: { workspace?: string; key?: string }): Promise<Statement[]>
  }
  readonly webhooks: {
    /** What was sent, or will be, to the webhooks of the key, oldest first, with every attempt. */
    deliveries(options?: DeliveryFilter & { key?: string }): Promise<Delivery[]>
    /** Sends an event again, by its id, whether it arrived or not. It leaves when time next moves, if only by 0. */
    redeliver(id: string, options?: { key?: string }): Promise<Delivery>
  }
  /** What goes wrong, and when: so many times a status, a delay, a lost answer, a strange page. */
  readonly faults: Faults
  /** The world as it is, to come back to. It costs nothing. */
  snapshot(): Snapshot
  restore(snapshot: Snapshot): void
  /** Another sandbox, on a port of its own, that goes on from here independently. */
  fork(options?: { port?: number | false }): Promise<Sandbox>
  /** Back to how it started. */
  reset(): void
  close(): Promise<void>
  /** For `using`: ends it, and does not wait until the port is free. */
  [Symbol.dispose](): void
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a sandbox on 127.0.0.1. Close it when done, or declare it with `await using`. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options)
  const file = options.data === undefined ? undefined : await openDataFile(options.data)
  try {
    return await serve(new Engine(options, undefined, file), options, file)
  } catch (error) {
    file?.close()
    throw error
  }
}

async function serve(engine: Engine, options: SandboxOptions, file?: DataFile): Promise<Sandbox> {
  const keys = new Set(options.keys)
  const { store, world, mode } = engine
  const schemas = await loadSchemas()
  const { allowHosts } = engine
  const beforeRequest = () => engine.catchUp()
  const answers = answersOf({ store, world, schemas, mode, keys, allowHosts, beforeRequest })
  const app = createRouter(answers)
  app.route(
    '/_sandbox',
    controlRoutes(engine, keys, () => sandbox.env),
  )
  participantRoutes(app, engine, allowHosts)
  storageRoutes(app, engine)

  const { port = 0 } = options
  const server = port === false ? undefined : await listen(app.fetch, port, undefined, directReads(answers))
  const url = server?.url ?? 'http://sandbox.localhost'
  const key = options.keys?.[0] ?? `sandbox_${hashHex(24, engine.seed, 'key')}`
  const move = (how: Advance | Duration) => engine.advance(typeof how === 'object' && how ? how : { by: how })
  const close = async () => {
    engine.close()
    const closed = server?.close()
    file?.close()
    await closed
  }
  const of = (given: string | undefined) => given ?? key
  const sandbox: Sandbox = {
    url,
    key,
    env: {
      PROLIFIC_BASE_URL: `${url}/api/v1/`,
      PROLIFIC_URL: url,
      PROLIFIC_API_KEY: key,
      PROLIFIC_TOKEN: key,
    },
    fetch: async (input, init) => {
      const request = new Request(input instanceof Request ? input : new URL(input, url), init)
      return unlessAborted(app.fetch(request), request.signal)
    },
    clock: { now: () => engine.now(), advance: move },
    advance: move,
    idle: () => engine.advance({ until: 'idle' }),
    participants: {
      arrive: async (options) => engine.arrive(options),
      act: async (submission, action, options) => engine.act(submission, action, options),
      list: async (study) => engine.arrivals(study),
    },
    wallets: {
      topUp: async ({ amount, workspace, key }) =>
        store.transact((tx) => topUp(tx, engine.researcher(tx, of(key)), amount, workspace)),
      setBalance: async ({ balance, workspace, key }) =>
        store.transact((tx) => setBalance(tx, engine.researcher(tx, of(key)), balance, workspace)),
      statements: async ({ workspace, key } = {}) =>
        store.transact((tx) => statements(tx, engine.researcher(tx, of(key)), workspace)),
    },
    webhooks: {
      deliveries: async ({ key, ...filter } = {}) =>
        store.transact((tx) => deliveries(tx, engine.researcher(tx, of(key)), filter)),
      redeliver: async (id, { key } = {}) =>
        store.transact((tx) => redeliver(tx, engine.researcher(tx, of(key)), id)),
    },
    faults: faultsOf(store, keys),
    snapshot: () => engine.snapshot(),
    restore: (snapshot) => engine.restore(snapshot),
    fork: ({ port = options.port === false ? false : 0 } = {}) => serve(engine.fork(), { ...options, port }),
    reset: () => engine.reset(),
    close,
    [Symbol.dispose]: () => void close(),
    [Symbol.asyncDispose]: close,
  }
  return sandbox
}

/** The answer, unless the caller has stopped waiting for it. */
function unlessAborted<T>(answer: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}
