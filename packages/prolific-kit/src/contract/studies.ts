import type { AccessDetailsProgress } from './access-details-progress.ts'
import type { DemographicExport, DemographicExportHistory } from './demographic-export.ts'
import type { NewStudy } from './new-study.ts'
import { del, type Effect, get, list, type Open, patch, post, type Resource } from './operation.ts'
import type { PageNumber } from './page-number.ts'
import type { RecruitmentTime, RecruitmentTimeQuestion, RecruitmentTimeRef } from './recruitment-time.ts'
import type { ScreenOut, ScreenOutAnswer, ScreenOutCandidates, ScreenOutPayment } from './screen-outs.ts'
import type { Study, StudySummary } from './study.ts'
import type { StudyChanges } from './study-changes.ts'
import type { StudyStatus } from './study-constants.ts'
import type { StudyCopy, TestStudy } from './study-copies.ts'
import type { StudyCostAnswer, StudyCostQuery, StudyCostQuestion, StudyTotalCost } from './study-cost.ts'
import type { StudySubmissionQuery, SubmissionCounts } from './study-submissions.ts'
import type { SubmissionSummary } from './submission.ts'

/** One study. */
export interface StudyRef {
  /** Id of the study. */
  id: string
}

/** Which studies to list. */
export interface StudyQuery extends PageNumber {
  /** A status, or several as `(ACTIVE|PAUSED)`. */
  state?: Open<StudyStatus | 'UNKNOWN'>
  /** Words of the name. Used by the vendor's own tools, not described. */
  search?: string
  /** 1 for live studies. Used by the vendor's own tools, not described. */
  active?: 0 | 1
  /** 0 for drafts. Used by the vendor's own tools, not described. */
  published?: 0 | 1
  /** 1 for completed studies. Used by the vendor's own tools, not described. */
  completed?: 0 | 1
}

/** Which studies of a project to list. */
export interface ProjectStudyQuery extends PageNumber {
  /** Id of the project. */
  project_id: string
  /** Field to sort by, `-` before it for the reverse. */
  ordering?: Open<'date_created' | '-date_created'>
}

/** One study within its project. */
export interface ProjectStudyRef {
  /** Id of the project. */
  project_id: string
  /** Id of the study. */
  study_id: string
}

/** What to ask of a study. */
export interface StudyTransition extends StudyRef {
  /** The change that is asked for. */
  action: 'PUBLISH' | 'SCHEDULE_PUBLISH' | 'CANCEL_PUBLISH' | 'PAUSE' | 'START' | 'STOP'
  /**
   * When to go live. Needed by `SCHEDULE_PUBLISH` where the study itself has no time yet.
   * @format date-time
   */
  publish_at?: Date | string
}

/** When to publish a study. */
export interface StudySchedule extends StudyRef {
  /**
   * When to go live. Needed where the study itself has no time yet.
   * @format date-time
   */
  publish_at?: Date | string
}

/** Raising what was locked when the study was published locks more money. */
function effectOfUpdate(input: StudyChanges): Effect {
  const slots = input.completion_codes?.some(({ actions }) => actions.some((action) => 'slots' in action))
  const { reward, total_available_places, access_details, data_collection_metadata } = input
  const locks = reward ?? total_available_places ?? access_details ?? data_collection_metadata
  return slots || locks != null ? 'spends' : 'writes'
}

const SPENDING = new Set(['PUBLISH', 'START', 'SCHEDULE_PUBLISH'])
const effectOfTransition = ({ action }: StudyTransition): Effect =>
  SPENDING.has(action) ? 'spends' : 'writes'

export const studies = {
  /** Lists the studies that your key can see, newest first. */
  list: list<StudyQuery, StudySummary>('GET /api/v1/studies/', {
    id: 'get-studies',
    pages: 'page-number',
  }),
  /** Lists the studies of one project. */
  listForProject: list<ProjectStudyQuery, StudySummary>('GET /api/v1/projects/{project_id}/studies/', {
    id: 'get-project-studies',
    pages: 'page-number',
  }),
  /** Reads one study. */
  retrieve: get<StudyRef, Study>('GET /api/v1/studies/{id}/', { id: 'get-study' }),
  /** Creates a draft. It costs nothing and nobody sees it before you publish it. */
  create: post<NewStudy, Study>('POST /api/v1/studies/', { id: 'create-study', status: 201 }),
  /**
   * Changes a study: a draft in every field, a published study in few. `StudyChanges` says in which. Raising the reward, places,
   * addresses, slots or annotators of a published study locks more money.
   */
  update: patch<StudyChanges, Study>('PATCH /api/v1/studies/{id}/', {
    id: 'update-study',
    effect: effectOfUpdate,
  }),
  /** Removes a draft. A study that was published cannot be removed. */
  remove: del<StudyRef, void>('DELETE /api/v1/studies/{id}/', { id: 'delete-study' }),
  /** Removes a draft of a project. A study that was published cannot be removed. */
  removeForProject: del<ProjectStudyRef, void>('DELETE /api/v1/projects/{project_id}/studies/{study_id}/', {
    id: 'delete-project-study',
    status: 204,
  }),
  /**
   * Makes a draft that says what the study says, and keeps out those who took part in the study unless told
   * otherwise. A filter set keeps the version that the study has.
   */
  clone: post<StudyCopy, Study>('POST /api/v1/studies/{id}/clone/', { id: 'duplicate-study' }),
  /**
   * Publishes a copy of a draft to the test participants of your workspace, of whom there must be one
   * (`users.createTestParticipant`). The vendor says that it costs nothing; its help pages, that the wallet is charged
   * and paid back within a day. Only some workspaces have it.
   */
  createTest: post<StudyRef, TestStudy>('POST /api/v1/studies/{id}/test-study', {
    id: 'create-test-study',
    effect: 'spends',
  }),
  /** Asks a study to change its status. `publish`, `pause`, `start`, `stop` and the others each do one such change. */
  transition: post<StudyTransition, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    effect: effectOfTransition,
  }),
  /** Publishes a draft: recruiting starts, and the study's full cost is locked in the workspace's wallet. */
  publish: post<StudyRef, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    effect: 'spends',
    fixed: { action: 'PUBLISH' },
  }),
  /** Publishes a draft at a later time, by itself. */
  schedulePublish: post<StudySchedule, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    effect: 'spends',
    fixed: { action: 'SCHEDULE_PUBLISH' },
  }),
  /** Makes a scheduled study a draft again. */
  cancelPublish: post<StudyRef, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    fixed: { action: 'CANCEL_PUBLISH' },
  }),
  /** Stops recruiting for now. Participants who have begun can finish. */
  pause: post<StudyRef, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    fixed: { action: 'PAUSE' },
  }),
  /** Recruits again: after a pause, or to fill the place of a rejected or returned submission. */
  start: post<StudyRef, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    effect: 'spends',
    fixed: { action: 'START' },
  }),
  /**
   * Ends recruiting and frees the money of unused places. The study becomes `AWAITING REVIEW` while submissions
   * wait for you, else `COMPLETED`; adding places makes it recruit again.
   */
  stop: post<StudyRef, Study>('POST /api/v1/studies/{id}/transition/', {
    id: 'publish-study',
    fixed: { action: 'STOP' },
  }),
  /** Computes what a study would cost with your account's fee and VAT. Nothing is created. */
  calculateCost: post<StudyCostQuestion, StudyCostAnswer>('POST /api/v1/study-cost-calculator/', {
    id: 'calculate-study-cost',
    effect: 'reads',
  }),
  /** Reads what a study has cost so far, or what it will cost once every place is used. */
  retrieveCost: get<StudyCostQuery, StudyTotalCost>('GET /api/v1/studies/{id}/cost/', {
    id: 'get-study-cost',
  }),
  /** Predicts how long a study would recruit, were it published now. */
  retrievePredictedRecruitmentTime: get<RecruitmentTimeRef, RecruitmentTime>(
    'GET /api/v1/studies/{study_id}/predicted-recruitment-time/',
    { id: 'get-study-predicted-recruitment-time' },
  ),
  /** Predicts how long a study would recruit that does not exist yet. Nothing is created. */
  predictRecruitmentTime: post<RecruitmentTimeQuestion, RecruitmentTime>(
    'POST /api/v1/studies/predicted-recruitment-time/',
    { id: 'post-study-predicted-recruitment-time', effect: 'reads' },
  ),
  /** Lists the submissions of a study. */
  listSubmissions: list<StudySubmissionQuery, SubmissionSummary>('GET /api/v1/studies/{id}/submissions/', {
    id: 'get-study-submissions',
    pages: 'limit-offset',
  }),
  /** Counts the submissions of a study by status. */
  countSubmissions: get<StudyRef, SubmissionCounts>('GET /api/v1/studies/{id}/submissions/counts/', {
    id: 'count-study-submissions-by-status',
  }),
  /** Reads how far each address of a Taskflow study is. Another study has none: 404. */
  retrieveAccessDetailsProgress: get<StudyRef, AccessDetailsProgress>(
    'GET /api/v1/studies/{id}/access-details-progress/',
    { id: 'get-study-access-details-progress' },
  ),
  /**
   * Reads which credentials of a study are used and by whom, as CSV: participant, submission, user name, `USED` or
   * `UNUSED`. A study without credentials answers 400.
   */
  downloadCredentialReport: get<StudyRef, string>('GET /api/v1/studies/{id}/credentials/report/', {
    id: 'download-study-credential-report',
  }),
  /**
   * Makes a table of a study's participants, as CSV: submission, participant, times, code, and what they say about
   * themselves. A study has two exports with different filters, and this call uses one up; the same filters again
   * are free. `retrieveDemographicExportHistory` tells how many are used.
   */
  exportDemographics: post<DemographicExport, string>('POST /api/v1/studies/{id}/demographic-export/', {
    id: 'export-demographic-data',
    irreversible: true,
    repeatable: true,
    // Studies with requirements or quotas are known to need the list, and no study minds it.
    defaults: { filters: [] },
  }),
  /** Reads how many demographic exports of a study are used up, and the filters of the latest. */
  retrieveDemographicExportHistory: get<StudyRef, DemographicExportHistory>(
    'GET /api/v1/studies/{id}/demographic-export-history/',
    { id: 'get-demographic-export-history' },
  ),
  /**
   * Reads a table of a study's participants with their answers to the study's filters, as CSV.
   * @deprecated The vendor announced its end for April 2026: use `exportDemographics`.
   */
  export: get<StudyRef, string>('GET /api/v1/studies/{id}/export/', { id: 'export-study' }),
  /**
   * Screens submissions out and pays each of them a bonus, within some minutes of the answer.
   * @deprecated The vendor has dropped it: use completion codes with a `FIXED_SCREEN_OUT_PAYMENT`.
   */
  screenOutSubmissions: post<ScreenOut, ScreenOutAnswer>(
    'POST /api/v1/studies/{id}/screen-out-submissions/',
    {
      id: 'bulk-screen-out-submissions',
      stability: 'observed',
      effect: 'spends',
      irreversible: true,
      status: 202,
      major: ['bonus_per_submission', 'reward_per_hour'],
    },
  ),
  /**
   * Computes what screening out may pay. Nothing is paid.
   * @deprecated The vendor has dropped it, together with `screenOutSubmissions`.
   */
  calculateScreenOutPayment: post<ScreenOutCandidates, ScreenOutPayment>(
    'POST /api/v1/studies/{id}/calculate-screen-out-payment/',
    { id: 'calculate-bulk-screen-out-payment', stability: 'observed', effect: 'reads' },
  ),
}

/** Studies: drafting, publishing, steering. */
export interface Studies extends Resource<typeof studies> {}
