import type { Outcome } from './decide.ts'

/** Amounts are whole hundredths of a minor unit, as `Money` has them inside. */
export interface RecruitingTables {
  recruitments: {
    id: string
    /** `closing`: nobody is to be let in any more, and that is not seen to be so yet. */
    state: 'running' | 'closing' | 'closed'
    /** Counts decisions: of two who decide on the same, one may act. */
    round: number
    /** A `StoredGoals`. */
    goals: unknown
    /** Why it ended: null while it runs. */
    outcome: Outcome | 'stopped' | null
    /** In sentences: how it stood at the last look, or why it ended. */
    why: string
    /** Why the last step could not be done; null if it could. */
    problem: string | null
    created_at: Date
    next_step_at: Date
    closed_at: Date | null
  }
  /** The study that a cell is. A study belongs to one recruitment: the one that had it last. */
  recruitment_cells: {
    study_id: string
    recruitment_id: string
    is_our_pause: boolean
    was_stopped: boolean
    /** Status at the last look. */
    last_status: string | null
    /** Submissions whose place was free again at the last look although they had been handed in. */
    freed: number
    /** Reward that the costs are of, in minor units. */
    reward: number
    place_cost: number
    other_cost: number
  }
  recruitment_actions: {
    id: string
    recruitment_id: string
    round: number
    study_id: string
    kind: 'pause' | 'start' | 'raise'
    /** Total of places that a raise asks for. */
    places: number | null
    /** `intended`: written before it was asked for, and not known yet to have happened. `lost`: it has not happened. */
    state: 'intended' | 'done' | 'failed' | 'lost'
    why: string
    at: Date
    settled_at: Date | null
    problem: string | null
  }
}
