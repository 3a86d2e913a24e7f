import type { ReviewAction } from './rules.ts'
import type { ReviewState } from './states.ts'

export interface ReviewTables {
  /** What was proposed for a study. */
  review_proposals: {
    id: string
    study_id: string
    study_name: string
    workspace_id: string
    currency: 'GBP' | 'USD'
    /** `reading` submissions, `deciding` on them, `ready` to be carried out. */
    state: 'reading' | 'deciding' | 'ready'
    why: string | null
    /** Of the rules that are data: any process can go on with them. Null where one is a function. */
    rules: unknown
    /** What is read of each submission by itself. */
    reads: unknown
    study: unknown
    has_records: boolean
    finished_field: string | null
    /** Of what is proposed for whom. */
    hash: string | null
    /** With fees and VAT, in hundredths of a minor unit; null where it is not told. */
    cost: number | null
    created_at: Date
    /** Until when those are waited for who have not handed in. */
    deadline: Date | null
    /** Looks in a row that have shown nothing new. */
    idle_looks: number
  }
  /** One submission of a proposal. */
  review_rows: {
    proposal_id: string
    submission_id: string
    chunk: number
    /** As the list told it. */
    submission: unknown
    participant_id: string
    /** Where it stood when it was decided on. */
    status: string
    completed_at: Date | null
    return_requested: Date | null
    /** Bonuses by then, in minor units. */
    bonuses: number
    /** Your own record, while rules may need it. */
    record: unknown
    /** Null while it is not decided on. */
    action: ReviewAction | null
    decision: unknown
    state: ReviewState
    /** Why it stands as it stands. */
    reason: string | null
    /** How often its request has been sent. */
    attempts: number
    attempted_at: Date | null
    bonus_plan_id: string | null
    changed_at: Date
  }
  /** Parts of a proposal that are decided on and carried out by themselves. */
  review_chunks: { proposal_id: string; chunk: number; decided_at: Date | null }
  /** Who was asked for a return, by whichever proposal: nobody is asked twice. */
  review_returns: { submission_id: string; proposal_id: string; asked_at: Date }
  /** One row: when it was last told what is about to be approved by Prolific. */
  review_alarm: { name: string; told_at: Date }
}
