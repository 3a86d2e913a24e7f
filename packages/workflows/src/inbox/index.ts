/** Events of Prolific's webhooks: kept before they are answered, each once, and acted on by reading what is there. */
import {
  type NodeRequest,
  type NodeResponse,
  nodeWebhookHandler,
  type WebhookHandlerOptions,
  webhookHandler,
} from 'prolific-kit/webhooks'
import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import { handleResource } from './handle.ts'
import type { InboxJobs } from './jobs.ts'
import { forgetEvents, type InboxQuery, type KeptEvent, listEvents } from './list.ts'
import { receive } from './receive.ts'
import { ensureSubscriptions, type Subscribed, type SubscribeOptions } from './subscriptions.ts'

/** How deliveries are checked: the workspace's secret, and whatever else `prolific-kit/webhooks` takes. */
export type InboxHandlerOptions = Omit<WebhookHandlerOptions, 'onEvent' | 'deduper'>

export interface Inbox {
  /**
   * A receiver for node:http and Express. An event is in the database when Prolific is answered with 204; while the
   * database cannot be written the answer is 500, and Prolific delivers again.
   */
  handler(options: InboxHandlerOptions): (request: NodeRequest, response: NodeResponse) => Promise<void>
  /** The same for all that speaks `Request` and `Response`. */
  webHandler(options: InboxHandlerOptions): (request: Request) => Promise<Response>
  /** Subscribes to events at an address. To ask again changes nothing that is in order. */
  ensureSubscriptions(options: SubscribeOptions): Promise<Subscribed>
  /** Events that were kept, the newest first. */
  list(query?: InboxQuery): Promise<KeptEvent[]>
  /** Handles what waits, in this process; a worker does so by itself. Gives how many events. */
  handle(options?: { signal?: AbortSignal }): Promise<number>
  /** Forgets events that were handled or left so many milliseconds ago; workers do so after 30 days. Gives how many. */
  forget(options: { olderThan: number }): Promise<number>
}

/** Prolific repeats an event for about a day, and nobody may see one as new again before. */
const KEPT = 30 * 86_400_000

export function inboxArea(context: Context): Area<InboxJobs> & { inbox: Inbox } {
  const settings = (options: InboxHandlerOptions): WebhookHandlerOptions => ({
    ...options,
    onEvent: (_event, delivery) => receive(context, delivery),
  })
  return {
    inbox: {
      handler: (options) => nodeWebhookHandler(settings(options)),
      webHandler: (options) => webhookHandler(settings(options)),
      ensureSubscriptions: (options) => ensureSubscriptions(context, options),
      list: (query) => listEvents(context, query),
      async handle({ signal } = {}) {
        let handled = 0
        for (const resource_id of await waiting(context)) {
          signal?.throwIfAborted()
          handled += await handleResource(context, resource_id, signal)
        }
        return handled
      },
      forget: ({ olderThan }) => forgetEvents(context, olderThan),
    },
    handlers: {
      'inbox.handle': async ({ resource_id }, signal) => {
        await handleResource(context, resource_id, signal)
      },
    },
    async resume() {
      await forgetEvents(context, KEPT)
      for (const resource_id of await waiting(context))
        await context.jobs.send('inbox.handle', resource_id, { resource_id })
    },
  }
}

/** What there are events about that nobody has handled. */
async function waiting({ db }: Context): Promise<string[]> {
  const rows = await db
    .selectFrom('inbox_events')
    .select('resource_id')
    .distinct()
    .where('state', '=', 'received')
    .execute()
  return rows.map(({ resource_id }) => resource_id ?? '')
}
