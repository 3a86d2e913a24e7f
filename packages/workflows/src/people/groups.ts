/** Groups that there is one of, whoever asks for it and however often. */
import { type ParticipantGroup, ProlificNotFoundError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError, WorkflowError } from '../errors.ts'
import { drive } from '../jobs/drive.ts'
import { readName } from './find-or-make-group.ts'

export interface GroupWish {
  /** Id of the workspace that the group belongs to. */
  workspace_id: string
  /** Name of the group; with the workspace it decides which group is meant. */
  name: string
  /** What the group is for, if it has to be made. */
  description?: string
  /** Ids of participants who shall be in it; nobody is taken out. */
  participants?: readonly string[]
  /** Id of the group that is meant, where there are several of that name: from then on it is remembered. */
  id?: string
}

/** A group, and who was added to it just now. */
export interface EnsuredGroup extends ParticipantGroup {
  added: string[]
}

/** Ids that are added by one call. */
const AT_ONCE = 500

export async function ensureGroup(
  context: Context,
  wish: GroupWish,
  { signal }: { signal?: AbortSignal } = {},
): Promise<EnsuredGroup> {
  const { client } = context
  if (wish.name.trim() === '') throw new RefusedPlanError('A group needs a name.')
  const id = await idOf(context, wish, signal)
  const members = await client.participantGroups.listParticipants({ id }, { signal }).toArray()
  const there = new Set(members.map(({ participant_id }) => participant_id))
  const added = [...new Set(wish.participants ?? [])].filter((one) => !there.has(one))
  for (let i = 0; i < added.length; i += AT_ONCE)
    await client.participantGroups.addParticipants(
      { id, participant_ids: added.slice(i, i + AT_ONCE) },
      { signal },
    )
  return { ...(await client.participantGroups.retrieve({ id }, { signal })), added }
}

/** The group's id: the one that is remembered, or the one that a job finds or makes. */
async function idOf(context: Context, wish: GroupWish, signal: AbortSignal | undefined): Promise<string> {
  const { client, db, jobs } = context
  const { workspace_id, name, description = null } = wish
  if (wish.id !== undefined) {
    const group = await client.participantGroups.retrieve({ id: wish.id }, { signal })
    if (group.is_deleted || group.name !== name || (group.workspace_id ?? workspace_id) !== workspace_id)
      throw new RefusedPlanError(
        `Group ${wish.id} is not a group "${name}" of workspace ${workspace_id}${group.is_deleted ? ': it was removed' : ''}.`,
      )
  }
  await db
    .insertInto('group_names')
    .values({ workspace_id, name, description, group_id: wish.id ?? null, rounds: 0, problem: null })
    .onConflict((on) =>
      wish.id === undefined
        ? on.doNothing()
        : on.columns(['workspace_id', 'name']).doUpdateSet({ group_id: wish.id }),
    )
    .execute()
  const row = await readName(context, workspace_id, name)
  if (row.group_id !== null && (await isThere(context, row.group_id, name, signal))) return row.group_id
  await transact(db, async (trx) => {
    await forget(trx, workspace_id, name, row.group_id)
    await jobs.send(
      'groups.ensure',
      JSON.stringify([workspace_id, name]),
      { workspace_id, name },
      { in: trx },
    )
  })
  const found = await drive(
    context,
    ['groups.ensure'],
    async () => {
      const now = await readName(context, workspace_id, name)
      return now.group_id !== null || now.rounds > row.rounds ? now : undefined
    },
    signal,
  )
  if (found.group_id !== null) return found.group_id
  throw new WorkflowError(found.problem ?? `The group "${name}" could not be made: ask again.`)
}

/** A group that was removed or renamed since is not the one that is asked for. */
async function forget(db: Context['db'], workspace_id: string, name: string, group_id: string | null) {
  if (group_id === null) return
  await db
    .updateTable('group_names')
    .set({ group_id: null })
    .where('workspace_id', '=', workspace_id)
    .where('name', '=', name)
    .where('group_id', '=', group_id)
    .execute()
}

async function isThere(
  { client }: Context,
  id: string,
  name: string,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    const group = await client.participantGroups.retrieve({ id }, { signal })
    return !group.is_deleted && group.name === name
  } catch (error) {
    if (error instanceof ProlificNotFoundError) return false
    throw error
  }
}
