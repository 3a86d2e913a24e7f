import type { MessageState } from './message-states.ts'
import type { PlaceState } from './place-states.ts'

export interface PeopleTables {
  /** Groups that there shall be, and those that there are. */
  group_names: {
    workspace_id: string
    name: string
    description: string | null
    /** The group of that name, once it is known. */
    group_id: string | null
    /** How often it was looked for; whoever waits sees by it that somebody did. */
    rounds: number
    /** Why the last look did not find or make it. */
    problem: string | null
  }
  /** Places that a study shall have more. */
  place_changes: {
    id: string
    study_id: string
    /** Places that there shall be in all, or nothing. */
    total: number | null
    /** Places that there shall be more, or nothing. */
    more: number | null
    /** The address that gets them, where one was named. */
    address: string | null
    /** The most that they may cost, in hundredths of a minor unit. */
    max_cost: number | null
    max_cost_currency: 'GBP' | 'USD' | null
    why: string | null
    state: PlaceState
    /** Places before, and after: decided before the call. */
    from_total: number | null
    to_total: number | null
    cost: number | null
    currency: 'GBP' | 'USD' | null
    problem: string | null
    created_at: Date
    attempted_at: Date | null
    settled_at: Date | null
  }
  /** Submissions that have got another place, each once. */
  replaced_submissions: { submission_id: string; study_id: string; change_id: string }
  sent_messages: {
    key: string
    recipient_id: string
    study_id: string
    /** SHA-256 of the text. */
    digest: string
    /** SHA-256 of the text as Prolific may have cleaned it. */
    plain_digest: string
    /** Ids of one's own messages in the thread before it was sent. */
    seen: unknown
    state: MessageState
    message_id: string | null
    reason: string | null
    created_at: Date
    attempted_at: Date | null
    settled_at: Date | null
  }
}
