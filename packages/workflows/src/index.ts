export { readCsv, readTable } from './csv.ts'
export { DatabaseError, RefusedPlanError, UncertainError, WorkflowError } from './errors.ts'
export { openWorkflows } from './open-workflows.ts'

export { readBonusFile } from './payments/bonus-file.ts'
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
export type { Clock, TimingOptions } from './timing.ts'
export type { WorkflowOptions, Workflows } from './workflow-types.ts'
