/** The messages that are sent once, as they are written down. */
import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import { json, type Transaction } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError } from '../errors.ts'
import { note } from '../journal.ts'
import { statesBefore } from '../transitions.ts'
import { MESSAGE_TRANSITIONS, type MessageState } from './message-states.ts'
import { digestOf, plainText } from './message-text.ts'
import type { KeyedMessage } from './send-once.ts'
import type { PeopleTables } from './tables.ts'

export type Row = PeopleTables['sent_messages']

/** Writes key and digest down, or finds them written: then it must be the same message. */
export async function keep({ db, timing }: Context, message: KeyedMessage): Promise<Row> {
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

/** Puts a message into another state, if it is in one that leads there. */
export async function move(
  { db, timing }: Context,
  key: string,
  state: MessageState,
  changes: Updateable<Row>,
  also?: (trx: Transaction) => Promise<void>,
): Promise<boolean> {
  return await transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('sent_messages')
      .set({ ...changes, state })
      .where('key', '=', key)
      .where('state', 'in', statesBefore(MESSAGE_TRANSITIONS, state))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await note(trx, { at: timing.now(), area: 'messages', subject: key, what: state })
    await also?.(trx)
    return true
  })
}
