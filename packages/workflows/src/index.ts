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
export type { Clock, TimingOptions } from './timing.ts'
export type { WorkflowOptions, Workflows } from './workflow-types.ts'
