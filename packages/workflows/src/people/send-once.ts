/** A message that is sent once for a key. */
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { UncertainError, WorkflowError } from '../errors.ts'
import { LONGEST_CALL, outcomeOf, reasonOf, watchForHolds } from '../outcome.ts'
import { doubt, lookUp, ownMessages } from './message-look-up.ts'
import { keep, move, type Row, readRow } from './message-rows.ts'

export interface KeyedMessage {
  /** Names the message for ever: with the same key it is never sent again. */
  key: string
  /** Id of the participant. */
  recipient_id: string
  /** Id of the study that the message is about. */
  study_id: string
  /** The text. */
  body: string
}

/** A message that was sent. */
export interface SentMessage {
  key: string
  recipient_id: string
  study_id: string
  /** Whether this call sent it, or one before. */
  sent: 'now' | 'before'
  /** Id of the message, where it was looked up. */
  message_id?: string
}

export async function sendOnce(
  context: Context,
  message: KeyedMessage,
  { signal }: { signal?: AbortSignal } = {},
): Promise<SentMessage> {
  signal?.throwIfAborted()
  const row = await keep(context, message)
  const end = await known(context, row, signal)
  if (end.state === 'sent') return sentMessage(end, 'before')
  if (end.state === 'uncertain') throw uncertain(end)
  return await attempt(context, end, message, signal)
}

/** How a message stands that may be under way elsewhere: waits until that is known, or looks it up. */
async function known(context: Context, row: Row, signal: AbortSignal | undefined): Promise<Row> {
  const { timing } = context
  const begin = performance.now()
  for (let now = row; ; now = (await readRow(context, row.key))!) {
    if (now.state !== 'attempted' && now.state !== 'uncertain') return now
    const isOver =
      timing.now().getTime() - now.attempted_at!.getTime() > LONGEST_CALL ||
      performance.now() - begin > LONGEST_CALL
    if (await lookUp(context, now, isOver || now.state === 'uncertain', signal)) continue
    if (now.state === 'uncertain' || isOver) return (await readRow(context, row.key))!
    await timing.sleep(timing.look, signal)
  }
}

/** Sends a message, once: what it is recognised by is written down before. */
async function attempt(
  context: Context,
  row: Row,
  { body }: KeyedMessage,
  signal: AbortSignal | undefined,
): Promise<SentMessage> {
  const { client, timing } = context
  const { key, recipient_id, study_id } = row
  const seen = (await ownMessages(context, recipient_id, signal)).map(({ id }) => id)
  const watch = watchForHolds()
  if (
    !(await move(context, key, 'attempted', { seen: json(seen), attempted_at: timing.now(), reason: null }))
  )
    return await sendOnce(context, { key, recipient_id, study_id, body }, { signal })
  if (watch.isHeldUp()) {
    await move(context, key, 'failed', { reason: 'This process was held up: nothing was sent' })
    throw new WorkflowError(`The message "${key}" was not sent: this process was held up. Send it again.`)
  }
  try {
    // No signal: whoever stops must learn what became of it.
    await client.messages.send({ recipient_id, study_id, body })
  } catch (error) {
    const reason = reasonOf(error)
    if (outcomeOf(error) === 'undone') {
      await move(context, key, 'failed', { reason })
      throw error
    }
    return await afterLostAnswer(context, key, reason)
  }
  await move(context, key, 'sent', { settled_at: timing.now() })
  return sentMessage(row, 'now')
}

/** Looks twice whether it is there. */
async function afterLostAnswer(context: Context, key: string, reason: string): Promise<SentMessage> {
  const { timing } = context
  let row = (await readRow(context, key))!
  try {
    if (!(await lookUp(context, row, false))) {
      await timing.sleep(timing.look)
      await lookUp(context, row, true)
    }
  } catch (error) {
    await doubt(context, key, `${reason}. It could not be looked up: ${reasonOf(error)}`)
  }
  row = (await readRow(context, key))!
  if (row.state === 'sent') return sentMessage(row, 'now')
  if (row.state === 'failed')
    throw new WorkflowError(`The message "${key}" was not sent: ${row.reason}. Send it again.`)
  throw uncertain(row)
}

const uncertain = ({ key, recipient_id, reason }: Row): UncertainError =>
  new UncertainError(
    `It is not known whether the message "${key}" to ${recipient_id} was sent. ${reason}. It is not sent again by itself: look at the thread, and if it is not there, send it with another key.`,
  )

const sentMessage = (
  { key, recipient_id, study_id, message_id }: Row,
  sent: 'now' | 'before',
): SentMessage => ({
  key,
  recipient_id,
  study_id,
  sent,
  ...(message_id !== null && { message_id }),
})
