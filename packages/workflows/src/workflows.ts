import type { Logger, Prolific } from 'prolific-kit'
import type { Context } from './context.ts'
import { addressOf, shownAddress } from './database/address.ts'
import { claimHome } from './database/home.ts'
import { openDatabase } from './database/open.ts'
import { type Inbox, inboxArea } from './inbox/index.ts'
import { type Jobs, openJobs, type WorkOptions } from './jobs/jobs.ts'
import type { Area } from './jobs/kinds.ts'
import { type BonusPayments, paymentsArea } from './payments/index.ts'
import { type People, peopleArea } from './people/index.ts'
import { type Publishing, publishingArea } from './publishing/index.ts'
import { type Recruiting, recruitingArea } from './recruiting/index.ts'
import { type Review, reviewArea } from './review/index.ts'
import { type TimingOptions, timingOf } from './timing.ts'
import { type Watching, watchingArea } from './watching/index.ts'

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
  /** Where it is told what workers do on their own; nowhere, if not said. `console` fits. */
  logger?: Logger
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

/** What `openWorkflows` does. */
export async function open(options: WorkflowOptions): Promise<Workflows> {
  const { client, patience = 30_000, connections = 10, logger = {} } = options
  const address = addressOf(options.database, client.baseUrl)
  const opened = await openDatabase(address, { patience, connections })
  const areas: Area<object>[] = []
  try {
    const timing = timingOf(options)
    await claimHome(opened.db, client.baseUrl, timing.now(), shownAddress(address))
    const jobs = await openJobs(opened, { logger, lookEvery: timing.look }, () => areas)
    const context: Context = { client, db: opened.db, jobs, timing, logger }
    const payments = paymentsArea(context)
    const publishing = publishingArea(context)
    const people = peopleArea(context)
    const review = reviewArea(context, payments.bonuses)
    const watching = watchingArea(context)
    const inbox = inboxArea(context, watching.watching)
    const recruiting = recruitingArea(context, { watching: watching.watching, people: people.people })
    areas.push(payments, publishing, people, review, watching, inbox, recruiting)
    let closed: Promise<void> | undefined
    const close = () => {
      closed ??= jobs.close().then(opened.close)
      return closed
    }
    return {
      bonuses: payments.bonuses,
      publishing: publishing.publishing,
      review: review.review,
      inbox: inbox.inbox,
      watching: watching.watching,
      recruiting: recruiting.recruiting,
      ...people.people,
      work: (how) => jobs.work(how),
      openJobs: () => jobs.open(),
      database: shownAddress(address),
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
