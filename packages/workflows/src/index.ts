export { DatabaseError, RefusedPlanError, UncertainError, WorkflowError } from './errors.ts'
export { openWorkflows } from './open-workflows.ts'
export type { Clock, TimingOptions } from './timing.ts'
export type { WorkflowOptions, Workflows } from './workflows.ts'
