/** What all sessions of one server share: the account, what is let do, and what waits for a person. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Middleware, Money, Prolific } from 'prolific-kit'
import type { OperationName } from 'prolific-kit/contract'
import { makeOwnFolder } from '../approvals/folder.ts'
import { exclusively } from '../approvals/lock.ts'
import { Spending } from '../approvals/spending.ts'
import { Approvals, type Process } from '../approvals/store.ts'
import type { Mode } from './effects.ts'
import { Interlock } from './interlock.ts'
import type { Plan } from './plan.ts'

export interface DeskOptions {
  /** Makes the client, with this middleware around every attempt. */
  connect(middleware: Middleware): Promise<Prolific>
  mode: Mode
  /** The most that may be spent; needed in the mode `allow-spending`, and without effect in the others. */
  maxCost?: Money
  /** Where approvals and spending are kept: `~/.prolific`. */
  home: string
  /** Where it is kept who was paid bonuses, as `openWorkflows` takes it; none where this Node is too old for that. */
  ledger?: { database?: string }
  /** Where exports are written. */
  exports: string
  /** Ask in the terminal even where the agent's program could put the question itself. */
  terminalOnly: boolean
  /** The programs beneath which nobody may approve. */
  askers: readonly Process[]
  now?: () => number
}

/** Bonuses that were set up here: what paying them will pay. */
export interface SetUp {
  id: string
  study_id: string
  /** Who gets how much, as it was sent. */
  csv: string
  total: Money
  /** They are paid once at most, whatever came of it. */
  attempted: boolean
}

/** A plan that waits for its approval in a terminal. */
export interface Waiting {
  plan: Plan
  /** Plans again from what can be read now. */
  again(): Promise<Plan>
}

export class Desk {
  /** Sends what needs no person, and what was granted. */
  readonly client: Prolific
  readonly account: string
  readonly mode: Mode
  readonly options: DeskOptions
  readonly approvals: Approvals
  readonly spending: Spending | undefined
  readonly setUps = new Map<string, SetUp>()
  readonly waiting = new Map<string, Waiting>()
  readonly #lock: string
  readonly #interlock: Interlock

  private constructor(options: DeskOptions, interlock: Interlock, client: Prolific, account: string) {
    this.#interlock = interlock
    this.options = options
    this.client = client
    this.account = account
    this.mode = options.mode
    const now = options.now ?? Date.now
    this.approvals = new Approvals(options.home, now)
    const name = createHash('sha256').update(`${account} ${client.baseUrl}`).digest('hex').slice(0, 16)
    const folder = makeOwnFolder(path.join(options.home, 'agents'))
    this.#lock = path.join(folder, `${name}.lock`)
    const file = path.join(folder, `${name}.spending.ndjson`)
    if (options.mode === 'allow-spending')
      this.spending = new Spending({ limit: options.maxCost!, file, since: now() }, now)
  }

  /** Reads whose account it is, so that approvals can be bound to it. */
  static async open(options: DeskOptions): Promise<Desk> {
    const interlock = new Interlock(options.mode)
    const client = await options.connect(interlock.middleware)
    const { id } = await client.users.me()
    return new Desk(options, interlock, client, id)
  }

  get baseUrl(): string {
    return this.client.baseUrl
  }

  /** Runs a task that may make these calls without being asked again. */
  granting<T>(names: readonly OperationName[], task: () => Promise<T>): Promise<T> {
    return this.#interlock.grant(names, task)
  }

  /**
   * Runs what changes something, one after another for all servers of the account on this machine: else a draft could
   * be changed between the last look at it and its publishing.
   */
  changing<T>(task: () => Promise<T>): Promise<T> {
    return exclusively(this.#lock, task)
  }

  close(): void {
    this.client.close()
  }
}
