import type { Logger, Prolific } from 'prolific-kit'
import type { Inbox } from './inbox/index.ts'
import type { Jobs, WorkOptions } from './jobs/jobs-types.ts'
import type { BonusPayments } from './payments/index.ts'
import type { MayPay } from './payments/permission.ts'
import type { People } from './people/index.ts'
import type { Publishing } from './publishing/index.ts'
import type { Recruiting } from './recruiting/index.ts'
import type { Review } from './review/index.ts'
import type { TimingOptions } from './timing.ts'
import type { Watching } from './watching/index.ts'

export interface WorkflowOptions extends TimingOptions {
  /** Reaches Prolific, or a sandbox. It stays yours: `close()` does not end it. */
  client: Prolific
  /**
   * Where to keep what must not be forgotten: a folder for this machine, or `postgres://…` of PostgreSQL, CockroachDB or
   * Citus for many. Else `PROLIFIC_DATABASE_URL` or `DATABASE_URL`; else a folder in `~/.prolific/workflows`.
   */
  database?: string
  /** Milliseconds to wait while another process uses the folder: 30 seconds unless said. */
  patience?: number
  /** Most connections to a server; 10 unless said. */
  connections?: number
  /** Where it is told what workers do on their own, and what opening waits for; nowhere, if not said. `console` fits. */
  logger?: Logger
  /**
   * Asked before bonuses are set up or paid by this process, whoever has planned them: everything is paid, if not said.
   * For programs that act on an approval, which is for one plan and not for what others have left in the database.
   */
  mayPay?: MayPay
}

/** The steps around the API in which money and people are lost, kept in a database so that a crash loses none of them. */
export interface Workflows extends People {
  /** Bonuses that are paid once: planned, set up, paid, read back. */
  readonly bonuses: BonusPayments
  /** Publishing what was looked at, and nothing else. */
  readonly publishing: Publishing
  /** Decisions on submissions by rules: proposed first, then carried out. */
  readonly review: Review
  /** Events of Prolific's webhooks, kept before they are answered. */
  readonly inbox: Inbox
  /** What became of a study's submissions, by events and by looking. */
  readonly watching: Watching
  /** Recruiting until a target is met, within limits. */
  readonly recruiting: Recruiting
  /** Does the jobs that were left: after a crash, by other processes, or for later. Stop it before closing. */
  work(options?: WorkOptions): ReturnType<Jobs['work']>
  /** How many jobs are under way or may begin by now. */
  openJobs(): Promise<number>
  /** Where it is all kept, without a password. */
  readonly database: string
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
