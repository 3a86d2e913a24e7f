/** What became of a message whose answer was lost: the thread with the participant tells. */
import type { Context } from '../context.ts'
import { move, type Row } from './message-rows.ts'
import { digestOf, plainText } from './message-text.ts'
import { senderOf } from './threads.ts'

/**
 * Looks for the message in the thread. Found, it was sent; if the thread has nothing new of yours and that is `final`,
 * it was not; if it has something else, that cannot be told. Tells whether it is known now.
 */
export async function lookUp(
  context: Context,
  { key, recipient_id, plain_digest, seen }: Row,
  final: boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  const { timing } = context
  const known = new Set(seen as string[])
  const fresh = (await ownMessages(context, recipient_id, signal)).filter(({ id }) => !known.has(id))
  const found = fresh.find(({ body }) => digestOf(plainText(body)) === plain_digest)
  if (found) return await move(context, key, 'sent', { message_id: found.id, settled_at: timing.now() })
  if (!final) return false
  if (fresh.length === 0)
    return await move(context, key, 'failed', {
      reason: 'its answer was lost, and the thread does not have it',
    })
  await doubt(
    context,
    key,
    `The thread has other new messages of yours: ${fresh.map(({ id }) => id).join(', ')}`,
  )
  return false
}

/** The messages of a thread that are yours. */
export async function ownMessages({ client }: Context, user_id: string, signal?: AbortSignal) {
  const list = await client.messages.list({ user_id }, { signal }).toArray()
  return list.filter((one) => senderOf(one) !== user_id)
}

/** Leaves it open, to be looked at again later. */
export const doubt = (context: Context, key: string, reason: string): Promise<boolean> =>
  move(context, key, 'uncertain', { reason }, (trx) =>
    context.jobs.send('messages.look', key, { key, looks: 0 }, { in: trx, after: context.timing.look }),
  )
