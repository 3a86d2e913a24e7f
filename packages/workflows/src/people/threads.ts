/** Messages by whom they are exchanged with, in an order that can be relied on. */
import type { Message } from 'prolific-kit'
import type { Context } from '../context.ts'

export interface ThreadQuery {
  /** Only messages since then, at most 30 days ago; 29 days, if not said. */
  since?: Date | string
  /** Id of a study: only threads in which it is written about. */
  study?: string
}

export interface ThreadMessage {
  id: string
  /** Whether you wrote it. */
  mine: boolean
  sender_id?: string
  body: string
  /** When it was sent, as far as it is told by its time or its id. */
  at?: Date
  /** Id of the study that it is about. */
  study_id?: string
  /** Kind of concern that the participant chose. */
  category?: string
}

export interface MessageThread {
  /** Id of the thread. */
  channel_id: string
  /** Id of the other person, where it is told. */
  participant_id?: string
  /** Ids of the studies that are written about. */
  studies: string[]
  /** The earliest first. */
  messages: ThreadMessage[]
  /** Whether the other person wrote last. */
  unanswered: boolean
}

/** Prolific reaches back 30 days by its own clock; a day less, since this machine's may differ. */
const REACH = 29 * 86_400_000

export async function readThreads(
  { client, timing }: Pick<Context, 'client' | 'timing'>,
  { since, study }: ThreadQuery = {},
  { signal }: { signal?: AbortSignal } = {},
): Promise<MessageThread[]> {
  const created_after = since ?? new Date(timing.now().getTime() - REACH)
  const [me, list] = await Promise.all([
    client.users.me({}, { signal }),
    client.messages.list({ created_after }, { signal }).toArray(),
  ])
  const threads = threadsOf(list, me.id)
  return study === undefined ? threads : threads.filter(({ studies }) => studies.includes(study))
}

/** Threads of messages in any order; the one that was written in last comes first. */
export function threadsOf(messages: readonly Message[], me: string): MessageThread[] {
  const channels = grouped(messages, ({ channel_id }) => channel_id)
  const threads = [...channels].map(([channel_id, unordered]) => {
    const ordered = unordered.toSorted(byTime)
    const others = ordered.flatMap((one) => (senderOf(one) === me ? one.recipient_id : senderOf(one)) ?? [])
    const shown = ordered.map((one) => shownMessage(one, me))
    return {
      channel_id,
      ...(others[0] !== undefined && { participant_id: others[0] }),
      studies: [...new Set(shown.flatMap(({ study_id }) => study_id ?? []))],
      messages: shown,
      unanswered: !shown.at(-1)!.mine,
      last: ordered.at(-1)!,
    }
  })
  return threads.toSorted((a, b) => byTime(b.last, a.last)).map(({ last, ...thread }) => thread)
}

function grouped<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

/** Answers name the sender in two ways. */
export const senderOf = ({ sender_id, sender }: Message): string | undefined =>
  (sender_id || sender) ?? undefined

function shownMessage(message: Message, me: string): ThreadMessage {
  const sender_id = senderOf(message)
  const study_id = message.study_id ?? message.data?.study_id
  const category = message.data?.category
  const time = toldTime(message) ?? bornAt(message.id)
  return {
    id: message.id,
    mine: sender_id === me,
    ...(sender_id !== undefined && { sender_id }),
    body: message.body,
    ...(time !== undefined && { at: new Date(time) }),
    ...(study_id && { study_id }),
    ...(category && { category }),
  }
}

/** The time that a message tells, if it tells one: there are answers without, and under two names. */
function toldTime({ sent_at, datetime_created }: Message): number | undefined {
  const time = Date.parse(sent_at || datetime_created || '')
  return Number.isNaN(time) ? undefined : time
}

/** The second in which an id was made: the first eight of its 24 digits. Every message has it. */
function bornAt(id: string): number | undefined {
  return /^[0-9a-f]{24}$/i.test(id) ? Number.parseInt(id.slice(0, 8), 16) * 1000 : undefined
}

/**
 * The second comes first, from the id that every message has; within it the time that is told, then the id. A message
 * without a usable id stands where its time says.
 */
export function byTime(a: Message, b: Message): number {
  const second = (one: Message) => bornAt(one.id) ?? Math.floor((toldTime(one) ?? 0) / 1000) * 1000
  const within = (one: Message) => toldTime(one) ?? second(one)
  return second(a) - second(b) || within(a) - within(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
