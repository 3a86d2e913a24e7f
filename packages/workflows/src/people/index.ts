/** Groups, places and messages: what concerns people, done once. */
import type { StudyFilter } from 'prolific-kit'
import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { MustExclude } from '../publishing/exclusions.ts'
import { type Excluded, type ExclusionsFrom, excludeFrom, exclusionFilters } from './exclude.ts'
import { findOrMake } from './find-or-make-group.ts'
import { type EnsuredGroup, ensureGroup, type GroupWish } from './groups.ts'
import type { PeopleJobs } from './jobs.ts'
import { lookAtMessage } from './look-at-message.ts'
import {
  ensurePlaces,
  type PlacesChange,
  type PlacesReplaced,
  type PlacesWish,
  type Replacement,
  replacePlaces,
} from './places.ts'
import { raiseDue } from './raise.ts'
import { type MessageOutcome, type MessageToMany, sendToMany } from './send-many.ts'
import { type KeyedMessage, type SentMessage, sendOnce } from './send-once.ts'
import { type MessageThread, readThreads, type ThreadQuery } from './threads.ts'

export type { Excluded, ExclusionsFrom } from './exclude.ts'
export type { EnsuredGroup, GroupWish } from './groups.ts'
export type { PlacesChange, PlacesReplaced, PlacesWish, Replacement } from './places.ts'
export type { MessageOutcome, MessageToMany } from './send-many.ts'
export type { KeyedMessage, SentMessage } from './send-once.ts'
export type { MessageThread, ThreadMessage, ThreadQuery } from './threads.ts'

interface Waiting {
  /** Ends the waiting; what is under way is finished by whoever goes on with it. */
  signal?: AbortSignal
}

export interface Groups {
  /**
   * Finds or makes the group of a name, and adds to it who is missing. Of several processes that ask at the same time,
   * one makes it; removed groups do not count.
   *
   * Throws `WorkflowError` where a workspace has several groups of that name, with their ids, or where Prolific does not
   * make it.
   */
  ensure(wish: GroupWish, options?: Waiting): Promise<EnsuredGroup>
}

export interface Places {
  /**
   * Raises a study's places to a total; it never lowers them, and asked for twice it adds nothing. On a published study
   * the new places' cost is locked.
   *
   * Throws `RefusedPlanError` where they cost more than `maxCost`, `WorkflowError` where it was tried and they did not
   * come, `UncertainError` where that is not known yet.
   */
  ensure(wish: PlacesWish, options?: Waiting): Promise<PlacesChange>
  /**
   * Adds one place for each of these submissions, at most once ever for each. Throws as `ensure` does, and
   * `RefusedPlanError` for submissions of another study or that hold their place still.
   */
  replace(replacement: Replacement, options?: Waiting): Promise<PlacesReplaced>
}

export interface MessageThreads {
  /** Your messages by thread, each in the order in which they were written; the latest thread first. */
  threads(query?: ThreadQuery, options?: Waiting): Promise<MessageThread[]>
  /**
   * Sends a message once for its key, also when it is asked for again after a crash or a lost answer.
   *
   * Throws `RefusedPlanError` where the key stands for another message, `UncertainError` where it is not known whether
   * it was sent: it is then never sent again with this key.
   */
  send(message: KeyedMessage, options?: Waiting): Promise<SentMessage>
  /** Sends a message to each of several people, once to each. Tells of each what became of it. */
  sendToMany(message: MessageToMany, options?: Waiting): Promise<MessageOutcome[]>
}

export interface People {
  /** Groups of participants, one of each name. */
  readonly groups: Groups
  /** Places of studies, raised once. */
  readonly places: Places
  /** Messages, sent once, and threads in order. */
  readonly messages: MessageThreads
  /** Filters that keep out whoever took part in these studies or is in these groups: put them into a new study. */
  excludeParticipantsOf(whom: MustExclude & { from?: never }): StudyFilter[]
  /**
   * Adds such filters to a draft; what it has already stays. Throws `RefusedPlanError` for a published study, whose
   * filters are frozen, and for studies of another project, of which Prolific keeps nobody out.
   */
  excludeParticipantsOf(whom: ExclusionsFrom, options?: Waiting): Promise<Excluded>
}

export function peopleArea(context: Context): Area<PeopleJobs> & { people: People } {
  const { client, db, jobs } = context
  function excludeParticipantsOf(whom: MustExclude & { from?: never }): StudyFilter[]
  function excludeParticipantsOf(whom: ExclusionsFrom, options?: Waiting): Promise<Excluded>
  function excludeParticipantsOf(whom: MustExclude & { from?: string }, options?: Waiting) {
    const { from, ...rest } = whom
    return from === undefined ? exclusionFilters(rest) : excludeFrom(client, { from, ...rest }, options)
  }
  return {
    people: {
      groups: { ensure: (wish, options) => ensureGroup(context, wish, options) },
      places: {
        ensure: (wish, options) => ensurePlaces(context, wish, options),
        replace: (replacement, options) => replacePlaces(context, replacement, options),
      },
      messages: {
        threads: (query, options) => readThreads(context, query, options),
        send: (message, options) => sendOnce(context, message, options),
        sendToMany: (message, options) => sendToMany(context, message, options),
      },
      excludeParticipantsOf,
    },
    handlers: {
      'groups.ensure': (data, signal) => findOrMake(context, data, signal),
      'places.raise': ({ study_id }, signal) => raiseDue(context, study_id, signal),
      'messages.look': (data, signal) => lookAtMessage(context, data, signal),
    },
    async resume() {
      const places = await db
        .selectFrom('place_changes')
        .select('study_id')
        .where('state', 'in', ['waiting', 'attempted', 'uncertain'])
        .distinct()
        .execute()
      for (const { study_id } of places) await jobs.send('places.raise', study_id, { study_id })
      const messages = await db
        .selectFrom('sent_messages')
        .select('key')
        .where('state', '=', 'attempted')
        .execute()
      for (const { key } of messages) await jobs.send('messages.look', key, { key, looks: 0 })
    },
  }
}
