/** The secret that signs a workspace's deliveries: made once, since making another ends the one that is in use. */
import { randomUUID } from 'node:crypto'
import { ProlificAmbiguousResultError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { UncertainError, WorkflowError } from '../errors.ts'

/** Looks at the secrets while somebody else is making one. */
const LOOKS = 40
/** Milliseconds after which whoever was making one is held to have died. */
const CLAIM = 120_000

/** The workspace's secret, which is made if there is none, or anew if that is wished. */
export async function ensureSecret(
  context: Context,
  workspace_id: string,
  { rotate = false, signal }: { rotate?: boolean; signal?: AbortSignal },
): Promise<string> {
  if (rotate) return await create(context, workspace_id, signal)
  const there = await current(context, workspace_id, signal)
  if (there) return there
  for (let look = 0; look < LOOKS; look++) {
    if (await claim(context, workspace_id)) {
      // Whoever had claimed it before may have made it meanwhile.
      return (await current(context, workspace_id, signal)) ?? (await create(context, workspace_id, signal))
    }
    await context.timing.sleep(context.timing.look, signal)
    const made = await current(context, workspace_id, signal)
    if (made) return made
  }
  throw new WorkflowError(
    `Another process is making the secret of workspace ${workspace_id} and has not come to an end. Nothing was made here: ask again in two minutes.`,
  )
}

async function current(
  { client }: Context,
  workspace_id: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const secrets = await client.webhooks.listSecrets({ workspace_id }, signal ? { signal } : {}).toArray()
  return secrets.find(({ value }) => value)?.value
}

async function create(context: Context, workspace_id: string, signal?: AbortSignal): Promise<string> {
  try {
    const { value } = await context.client.webhooks.createSecret({ workspace_id })
    if (value) return value
  } catch (error) {
    if (!(error instanceof ProlificAmbiguousResultError)) throw error
  }
  // The answer was lost, or tells no secret: the list tells the one that counts.
  const made = await current(context, workspace_id, signal)
  if (made) return made
  throw new UncertainError(
    `It is not known whether workspace ${workspace_id} has a secret now: the answer was lost, and the list shows none. Ask again.`,
  )
}

/** Whether this process is the one that makes it. */
async function claim({ db, timing }: Context, workspace_id: string): Promise<boolean> {
  const now = timing.now()
  const mine = randomUUID()
  const taken = await db
    .insertInto('inbox_secrets')
    .values({ workspace_id, claim: mine, claimed_at: now })
    .onConflict((on) =>
      on
        .column('workspace_id')
        .doUpdateSet({ claim: mine, claimed_at: now })
        .where('inbox_secrets.claimed_at', '<', new Date(now.getTime() - CLAIM)),
    )
    .returning('claim')
    .executeTakeFirst()
  return taken?.claim === mine
}
