export interface InboxTables {
  inbox_events: {
    /** `X-Event-ID`: the same for each delivery of one event. */
    event_id: string
    event_type: string
    /** Id of the study or submission that it is about, where it names one. */
    resource_id: string | null
    /** The body's text, as it was signed. */
    body: string
    /** `X-Timestamp`: when the event was sent. */
    sent_at: Date | null
    /** `X-Prolific-Request-Timestamp`: when this delivery was signed. */
    signed_at: Date
    received_at: Date
    /** `left`: nothing is to be done about it, or nothing that is known here. */
    state: 'received' | 'handled' | 'left'
    handled_at: Date | null
    /** Why it was left. */
    why: string | null
  }
  /** Workspaces whose first secret somebody is making. */
  inbox_secrets: { workspace_id: string; claim: string; claimed_at: Date }
}
