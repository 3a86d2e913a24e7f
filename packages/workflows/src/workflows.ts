import type { Context } from './context.ts'
import { addressOf, shownAddress } from './database/address.ts'
import { claimHome } from './database/home.ts'
import { openDatabase } from './database/open.ts'
import { inboxArea } from './inbox/index.ts'
import { openJobs } from './jobs/jobs.ts'
import type { Area } from './jobs/kinds.ts'
import { paymentsArea } from './payments/index.ts'
import { peopleArea } from './people/index.ts'
import { publishingArea } from './publishing/index.ts'
import { recruitingArea } from './recruiting/index.ts'
import { reviewArea } from './review/index.ts'
import { timingOf } from './timing.ts'
import { watchingArea } from './watching/index.ts'
import type { WorkflowOptions, Workflows } from './workflow-types.ts'

/** What `openWorkflows` does. */
export async function open(options: WorkflowOptions): Promise<Workflows> {
  const { client, patience = 30_000, connections = 10, logger = {} } = options
  const address = addressOf(options.database, client.baseUrl)
  const opened = await openDatabase(address, {
    patience,
    connections,
    tell: (text) => logger.info?.(text),
  })
  const areas: Area<object>[] = []
  try {
    const timing = timingOf(options)
    await claimHome(opened.db, client.baseUrl, timing.now(), shownAddress(address))
    const jobs = await openJobs(opened, { logger, lookEvery: timing.look }, () => areas)
    const { mayPay } = options
    const context: Context = { client, db: opened.db, jobs, timing, logger, mayPay }
    const payments = paymentsArea(context)
    const publishing = publishingArea(context)
    const people = peopleArea(context)
    const review = reviewArea(context, payments.bonuses)
    const watching = watchingArea(context)
    const inbox = inboxArea(context)
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
