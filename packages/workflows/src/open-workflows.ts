import { mustBeNewEnough } from './node-version.ts'
import type { WorkflowOptions, Workflows } from './workflow-types.ts'

/**
 * Opens the workflows of an account. Close them when done, or declare them with `await using`.
 *
 * ```ts
 * await using workflows = await openWorkflows({ client })
 * const plan = await workflows.bonuses.plan({ study_id, file: 'bonuses.csv' })
 * await workflows.bonuses.pay(plan)
 * ```
 *
 * Throws `DatabaseError` if this Node is too old, the folder is in use for longer than `patience`, or a newer version
 * has changed the database.
 */
export async function openWorkflows(options: WorkflowOptions): Promise<Workflows> {
  mustBeNewEnough()
  // Databases and queues are loaded by those who open them: what only plans or reads needs none.
  const { open } = await import('./workflows.ts')
  return await open(options)
}
