/** A message that is sent once for a key. */
import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import { json, type Transaction } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError, UncertainError, WorkflowError } from '../errors.ts'
import { note } from '../journal.ts'
import { LONGEST_CALL, outcomeOf, reasonOf, watchForHolds } from '../outcome.ts'
import { MESSAGE_TRANSITIONS, type MessageState } from './message-states.ts'
import { digestOf, plainText } from './message-text.ts'
import type { PeopleTables } from './tables.ts'
import { senderOf } from './threads.ts'

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

export type Row = PeopleTables['sent_messages']

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

/** Writes key and digest down, or finds them written: then it must be the same message. */
async function keep({ db, timing }: Context, message: KeyedMessage): Promise<Row> {
  const { key, recipient_id, study_id, body } = message
  if (!key || !body.trim()) throw new RefusedPlanError('A message needs a key and a text.')
  const digest = digestOf(body)
  await db
    .insertInto('sent_messages')
    .values({
      key,
      recipient_id,
      study_id,
      digest,
      plain_digest: digestOf(plainText(body)),
      seen: json([]),
      state: 'planned',
      message_id: null,
      reason: null,
      created_at: timing.now(),
      attempted_at: null,
      settled_at: null,
    })
    .onConflict((on) => on.column('key').doNothing())
    .execute()
  const row = (await readRow({ db }, key))!
  mustBeSame(row, message)
  return row
}

/** A key stands for one text to one person about one study. */
export function mustBeSame(row: Row, { key, recipient_id, study_id, body }: KeyedMessage): void {
  const differs = [
    row.digest !== digestOf(body) && 'another text',
    row.recipient_id !== recipient_id && `another recipient (${row.recipient_id})`,
    row.study_id !== study_id && `another study (${row.study_id})`,
  ].filter(Boolean)
  if (differs.length)
    throw new RefusedPlanError(
      `The key "${key}" stands for ${differs.join(' and ')} since ${row.created_at.toISOString()}. Nothing was sent: another message needs another key.`,
    )
}

export const readRow = ({ db }: Pick<Context, 'db'>, key: string): Promise<Row | undefined> =>
  db.selectFrom('sent_messages').selectAll().where('key', '=', key).executeTakeFirst()

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

async function ownMessages({ client }: Context, user_id: string, signal?: AbortSignal) {
  const list = await client.messages.list({ user_id }, { signal }).toArray()
  return list.filter((one) => senderOf(one) !== user_id)
}

const doubt = (context: Context, key: string, reason: string): Promise<boolean> =>
  move(context, key, 'uncertain', { reason }, (trx) =>
    context.jobs.send('messages.look', key, { key, looks: 0 }, { in: trx, after: context.timing.look }),
  )

async function move(
  { db, timing }: Context,
  key: string,
  state: MessageState,
  changes: Updateable<Row>,
  also?: (trx: Transaction) => Promise<void>,
): Promise<boolean> {
  const before = (Object.keys(MESSAGE_TRANSITIONS) as MessageState[]).filter((from) =>
    MESSAGE_TRANSITIONS[from].includes(state),
  )
  return await transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('sent_messages')
      .set({ ...changes, state })
      .where('key', '=', key)
      .where('state', 'in', before)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await note(trx, { at: timing.now(), area: 'messages', subject: key, what: state })
    await also?.(trx)
    return true
  })
}

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
