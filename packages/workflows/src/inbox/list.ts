import type { WebhookEvent } from 'prolific-kit'
import type { Context } from '../context.ts'

/** An event that was kept. */
export interface KeptEvent {
  /** `X-Event-ID`. */
  event_id: string
  event_type: string
  /** Id of the study or submission that it is about, where it names one. */
  resource_id: string | null
  /** The event, as it was sent: it says what was then. */
  event: WebhookEvent
  /** The body's text, as it was signed. */
  body: string
  /** When it was sent, by its headers. */
  sent_at: Date | null
  signed_at: Date
  received_at: Date
  /** `received`: not handled yet. `handled`: what it is about was read. `left`: there was nothing to do; `why` says why. */
  state: 'received' | 'handled' | 'left'
  handled_at: Date | null
  why: string | null
}

/** Which events to list. */
export interface InboxQuery {
  event_type?: string
  resource_id?: string
  state?: KeptEvent['state']
  /** At most so many, the newest; 100 unless said. */
  limit?: number
}

/** Events that were kept, the newest first. */
export async function listEvents(
  { db }: Context,
  { event_type, resource_id, state, limit = 100 }: InboxQuery = {},
): Promise<KeptEvent[]> {
  let query = db.selectFrom('inbox_events').selectAll()
  if (event_type !== undefined) query = query.where('event_type', '=', event_type)
  if (resource_id !== undefined) query = query.where('resource_id', '=', resource_id)
  if (state !== undefined) query = query.where('state', '=', state)
  const rows = await query.orderBy('received_at', 'desc').orderBy('event_id').limit(limit).execute()
  return rows.map((row) => ({ ...row, event: JSON.parse(row.body) as WebhookEvent }))
}

/** Forgets what was handled or left and is older than so many milliseconds. Gives how many. */
export async function forgetEvents({ db, timing }: Context, olderThan: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('inbox_events')
    .where('state', '!=', 'received')
    .where('received_at', '<', new Date(timing.now().getTime() - olderThan))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
