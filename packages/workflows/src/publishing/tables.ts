import type { PublishState } from './states.ts'

export interface PublishingTables {
  publish_plans: {
    id: string
    study_id: string
    study_name: string
    currency: 'GBP' | 'USD'
    /** What it costs with fees and VAT, in hundredths of a minor unit. */
    cost: number
    /** SHA-256 of what is published and what it costs. */
    hash: string
    /** The fields of the study of which it is the hash. */
    content: unknown
    /** Budget, exclusions and whether addresses are visited: with them it is checked again. */
    options: unknown
    /** Reasons for which it cannot be published. */
    problems: unknown
    state: PublishState
    published_by: PublishedBy | null
    /** What is otherwise in the published study than it was planned; or for what a plan was refused. */
    changes: unknown
    /** Why it stands as it stands. */
    reason: string | null
    created_at: Date
    committed_at: Date | null
    attempted_at: Date | null
    settled_at: Date | null
  }
}

/** Who published a study: this plan, or somebody or something else, before this plan could. */
export type PublishedBy = 'this plan' | 'somebody else'
