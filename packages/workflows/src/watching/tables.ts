/** What watchers know. Every look at Prolific has a number of its study, taken before it is asked. */
export interface WatchingTables {
  watched_studies: {
    study_id: string
    state: 'watching' | 'stopped'
    /** Milliseconds between two sweeps while much happens. */
    sweep_every: number
    /** How many numbers were given to looks: one as each begins, one as it is written. */
    looks: number
    /** How many changes were found. */
    changes: number
    /** The study as last read, as the API tells it. */
    study: unknown
    /** Until when nothing can be older than what is kept of the study: a number of a look. */
    study_read_until: number
    /** Whether two looks that overlapped disagreed, so that another has to tell. */
    is_unclear: boolean
    /** Sweeps in a row that found nothing new. */
    quiet: number
    /** Looks since all submissions were listed. */
    looks_since_whole: number
    looked_at: Date | null
    next_sweep_at: Date
    since: Date
    stopped_at: Date | null
    /** Why it cannot be read; null while it can. */
    problem: string | null
  }
  watched_submissions: {
    id: string
    study_id: string
    status: string
    /** A `WatchedSubmission`. */
    submission: unknown
    /** As `study_read_until`, of this submission. */
    read_until: number
  }
  watched_changes: {
    study_id: string
    /** Place among the study's changes, from 1. */
    number: number
    at: Date
    kind: 'study' | 'submission'
    /** Id of the study or the submission. */
    subject: string
    /** The status before; null for what is new. */
    before: string | null
    status: string
    /** The study or the submission, as it was read. */
    detail: unknown
  }
}
