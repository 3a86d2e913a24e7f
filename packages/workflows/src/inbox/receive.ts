/** Keeps an event before Prolific is answered: what was answered is never lost, what was not comes again. */
import { createHash } from 'node:crypto'
import type { WebhookDelivery } from 'prolific-kit/webhooks'
import type { Context } from '../context.ts'

/** Writes an event, unless it is there, and leaves the job of handling it: both or neither. */
export async function receive({ db, jobs, timing }: Context, delivery: WebhookDelivery): Promise<void> {
  const { event, body, sentAt, signedAt } = delivery
  const resource_id = typeof event.resource_id === 'string' ? event.resource_id : null
  await db.transaction().execute(async (trx) => {
    const written = await trx
      .insertInto('inbox_events')
      .values({
        event_id: delivery.id ?? madeUpId(delivery),
        event_type: event.event_type,
        resource_id,
        body,
        sent_at: sentAt ?? null,
        signed_at: signedAt,
        received_at: timing.now(),
        state: 'received',
        handled_at: null,
        why: null,
      })
      .onConflict((on) => on.column('event_id').doNothing())
      .executeTakeFirst()
    if (!written.numInsertedOrUpdatedRows) return
    await jobs.send('inbox.handle', resource_id ?? '', { resource_id: resource_id ?? '' }, { in: trx })
  })
}

/** A proxy may have dropped the id. One delivery that comes twice is known all the same. */
const madeUpId = ({ body, signedAt }: WebhookDelivery): string =>
  `sha256-${createHash('sha256').update(`${signedAt.getTime()}${body}`).digest('hex')}`
