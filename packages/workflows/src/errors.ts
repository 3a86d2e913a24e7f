/** What a workflow refuses or cannot tell. Each says what was wrong and what to do next. */
import { ProlificError } from 'prolific-kit'

/** The root of what this package throws on purpose. */
export class WorkflowError extends ProlificError {}

/** The machine or the database does not fit: an old Node, a database of a newer version, a folder in use. Nothing was done. */
export class DatabaseError extends WorkflowError {}

/** It was refused, by a check or because the world is not as it was planned. Nothing was sent. */
export class RefusedPlanError extends WorkflowError {
  /** Each reason, by itself. */
  readonly problems: readonly string[]
  constructor(message: string, problems: readonly string[] = []) {
    super(problems.length ? `${message}\n${problems.map((one) => `  ${one}`).join('\n')}` : message)
    this.problems = problems
  }
}

/** It is not known whether something happened, and it must not be tried again before that is known. */
export class UncertainError extends WorkflowError {}

for (const [name, type] of Object.entries({ WorkflowError, DatabaseError, RefusedPlanError, UncertainError }))
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
