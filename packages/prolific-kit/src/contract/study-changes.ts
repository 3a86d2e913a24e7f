import type { CompletionCodeChange } from './completion-codes.ts'
import type { DroppedStudyFields, StudyChoices, StudyEssentials } from './study-choices.ts'
import type { AccessDetail, DataCollectionMetadata, StudySettings } from './study-settings.ts'

/**
 * What shall change in a study; fields left out stay. A draft can change in every field. A published study can
 * change its `internal_name`, `submissions_config`, and, upwards only, its `total_available_places`,
 * `access_details`, `slots` of a screen-out code and `annotators_per_task`; and, says the description of 2025, its
 * `reward` while it is paused and nobody has been approved.
 */
export interface StudyChanges
  extends Partial<StudyEssentials>,
    StudySettings,
    StudyChoices,
    DroppedStudyFields {
  /** Id of the study. */
  id: string
  /**
   * Address of your study, with its placeholders (see `studies.create`).
   * @minLength 1
   */
  external_study_url?: string
  /**
   * Places to fill. On a published study it can only grow: the new places' cost is locked, and a completed study
   * recruits again.
   * @asType integer
   * @minimum 1
   */
  total_available_places?: number
  /**
   * On a published study: alone, addresses that are added together with their places; beside
   * `total_available_places`, how many places each existing address gets more.
   */
  access_details?: readonly AccessDetail[] | null
  /** The codes that end a submission. On a published study only `slots` can grow; then START it again. */
  completion_codes?: readonly CompletionCodeChange[]
  /** Whether the Task Builder's work is a batch of tasks or a collection. */
  data_collection_method?: 'AI_TASK_BUILDER_BATCH' | 'AI_TASK_BUILDER_COLLECTION' | null
  /** Id of the batch or collection. */
  data_collection_id?: string | null
  /** Options of a batch. On a published study `annotators_per_task` can only grow, and places grow with it. */
  data_collection_metadata?: DataCollectionMetadata | null
}
