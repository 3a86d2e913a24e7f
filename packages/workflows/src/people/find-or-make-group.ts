/** The job of a group's name, which finds the group or makes it. */
import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'

/** What is remembered of a name. */
export const readName = ({ db }: Pick<Context, 'db'>, workspace_id: string, name: string) =>
  db
    .selectFrom('group_names')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()

/** Finds or makes the group of a name. It is the only one to do so, since it is the name's job. */
export async function findOrMake(
  context: Context,
  { workspace_id, name }: { workspace_id: string; name: string },
  signal?: AbortSignal,
): Promise<void> {
  const row = await readName(context, workspace_id, name)
  if (row.group_id !== null) return
  let group_id: string | null = null
  let problem: string | null = null
  try {
    group_id = await lookOrMake(context, workspace_id, name, row.description, signal)
  } catch (error) {
    signal?.throwIfAborted()
    problem = (error as Error).message
  }
  await context.db
    .updateTable('group_names')
    .set({ group_id, problem, rounds: row.rounds + 1 })
    .where('workspace_id', '=', workspace_id)
    .where('name', '=', name)
    .where('group_id', 'is', null)
    .execute()
}

async function lookOrMake(
  context: Context,
  workspace_id: string,
  name: string,
  description: string | null,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { client, timing } = context
  const there = await named(context, workspace_id, name, signal)
  if (there !== undefined) return there
  try {
    const made = await client.participantGroups.create({
      workspace_id,
      name,
      ...(description !== null && { description }),
    })
    return made.id
  } catch (error) {
    // It may be there although the answer was lost: then it is that one, and no other is made.
    for (let looks = 0; looks < 2; looks++) {
      const found = await named(context, workspace_id, name, signal)
      if (found !== undefined) return found
      await timing.sleep(timing.look, signal)
    }
    throw error
  }
}

async function named(
  { client }: Context,
  workspace_id: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const groups = await client.participantGroups.list({ workspace_id, active: true }, { signal }).toArray()
  const ids = groups.filter((one) => one.name === name && !one.is_deleted).map(({ id }) => id)
  if (ids.length > 1)
    throw new RefusedPlanError(
      `Workspace ${workspace_id} has ${ids.length} groups "${name}": ${ids.join(', ')}. Say once which one is meant, by its id: groups.ensure({ workspace_id, name, id }).`,
    )
  return ids[0]
}
