export { readCsv, readTable } from './csv.ts'
export { DatabaseError, RefusedPlanError, UncertainError, WorkflowError } from './errors.ts'
export type { Inbox, InboxHandlerOptions } from './inbox/index.ts'
export type { InboxQuery, KeptEvent } from './inbox/list.ts'
export type { Subscribed, SubscribeOptions } from './inbox/subscriptions.ts'
export { isNewEnough } from './node-version.ts'
export { openWorkflows } from './open-workflows.ts'

export { readBonusFile } from './payments/bonus-file.ts'
export { implausible as implausibleBonus } from './payments/checks.ts'
export type {
  BonusInput,
  BonusPayments,
  BonusPlan,
  BonusReport,
  BonusRow,
  BonusState,
  PaidBonus,
  PayOptions,
  PlannedBonus,
  ReportQuery,
  Resolution,
  SetUpReport,
  UnpaidPerson,
} from './payments/index.ts'
export type { DueBonuses, MayPay } from './payments/permission.ts'
export type { ReadRow } from './payments/rows.ts'
export { exclusionFilters, withExclusions } from './people/exclude.ts'
export type {
  EnsuredGroup,
  Excluded,
  ExclusionsFrom,
  Groups,
  GroupWish,
  KeyedMessage,
  MessageOutcome,
  MessageThread,
  MessageThreads,
  MessageToMany,
  People,
  Places,
  PlacesChange,
  PlacesReplaced,
  PlacesWish,
  Replacement,
  SentMessage,
  ThreadMessage,
  ThreadQuery,
} from './people/index.ts'
export { threadsOf } from './people/threads.ts'
export { contentOf, type StudyContent } from './publishing/content.ts'
export { placeholdersOf } from './publishing/doubts.ts'
export type { Exclusions, MustExclude } from './publishing/exclusions.ts'
export type {
  PublishedBy,
  Publishing,
  PublishQuery,
  PublishReport,
  PublishState,
  StoredPublishPlan,
} from './publishing/index.ts'
export { type PublishPlan, type PublishPlanOptions, planPublishing } from './publishing/plan.ts'
export type { AddressVisit } from './publishing/visit.ts'
export { currencyOf, unlessRefused } from './reading.ts'
export type { Action as RecruitingAction } from './recruiting/actions.ts'
export {
  type Decision as RecruitingDecision,
  decide as decideRecruiting,
  type Outcome as RecruitingOutcome,
} from './recruiting/decide.ts'
export type { Cell, Goals as RecruitingGoals, StopRule } from './recruiting/goals.ts'
export type {
  Recruiting,
  RecruitmentAction,
  RecruitOptions,
  Wanted,
} from './recruiting/index.ts'
export type { CellObservation, Observation as RecruitingObservation } from './recruiting/observation.ts'
export type { CellStatus, RecruitmentStatus } from './recruiting/status.ts'
export type { ValidFunction, ValidRule } from './recruiting/valid.ts'
export type { AlarmQuery, ReviewAlarm } from './review/alarms.ts'
export {
  type AskedApproval,
  approveInBulk,
  type BulkApproveOptions,
  MOST_IDS,
} from './review/bulk-approve.ts'
export { CAREFUL_RULES } from './review/careful-rules.ts'
export type { CarryOutOptions } from './review/carry-out.ts'
export { checkRules } from './review/check-rules.ts'
export { chunks } from './review/chunks.ts'
export { costOfApproving } from './review/cost.ts'
export { type Decision, decide } from './review/decide.ts'
export { type Facts, factsOf, type StudyFacts, studyFacts } from './review/facts.ts'
export type { Review, ReviewReport } from './review/index.ts'
export type { PartPayments, PlannedParts } from './review/part-payments.ts'
export { forbidden } from './review/policy.ts'
export type { ReviewProposal, ReviewRow } from './review/proposal.ts'
export type { ReviewInput } from './review/propose.ts'
export { type OwnRecord, openRecords, type RecordBook, type Records } from './review/records.ts'
export type {
  DataRule,
  FieldCondition,
  FieldTest,
  FunctionRule,
  ReviewAction,
  ReviewRule,
  RuleProposal,
  When,
} from './review/rules.ts'
export { codeOf, comparable, type Selected, type Selection, select, timeTaken } from './review/selection.ts'
export { REVIEW_TRANSITIONS, type ReviewState } from './review/states.ts'
export type { Clock, TimingOptions } from './timing.ts'
export type { ChangesOptions, WatchedChange } from './watching/changes.ts'
export type { Watching, WatchOptions, WatchState } from './watching/index.ts'
export type { LookOptions } from './watching/look.ts'
export type { WatchedSubmission } from './watching/submission.ts'
export type { WorkflowOptions, Workflows } from './workflow-types.ts'
