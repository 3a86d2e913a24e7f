/** `inbox list` and `inbox subscribe`. */
import type { KeptEvent } from '@prolific-kit/workflows'
import { agree } from '../agree.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'

export interface ListOptions extends GlobalOptions, DatabaseOptions {
  eventType?: string
  resource?: string
  state?: KeptEvent['state']
  limit?: number
}

export async function listEvents(session: Session, options: ListOptions): Promise<void> {
  const { eventType, resource, state, limit } = options
  await withWorkflows(session, options, async ({ inbox }) => {
    const events = await inbox.list({
      ...(eventType !== undefined && { event_type: eventType }),
      ...(resource !== undefined && { resource_id: resource }),
      ...(state !== undefined && { state }),
      ...(limit !== undefined && { limit }),
    })
    await show(events.map(rowOf), { columns: COLUMNS, ...options })
  })
}

const COLUMNS = ['event_id', 'event_type', 'resource_id', 'received_at', 'state', 'why']

const rowOf = ({ event_id, event_type, resource_id, event, state, why, ...at }: KeptEvent) => ({
  event_id,
  event_type,
  resource_id,
  received_at: at.received_at.toISOString(),
  sent_at: at.sent_at?.toISOString() ?? null,
  state,
  handled_at: at.handled_at?.toISOString() ?? null,
  why,
  event,
})

export interface SubscribeCommandOptions extends GlobalOptions, DatabaseOptions, GuardOptions {
  targetUrl: string
  eventType?: string[]
  rotate?: boolean
  showSecret?: boolean
}

export async function subscribeTo(session: Session, options: SubscribeCommandOptions): Promise<void> {
  const { targetUrl: target_url, eventType: event_types, rotate, showSecret } = options
  const workspace_id = await session.workspaceId()
  if (rotate) {
    const what = `Workspace ${workspace_id} gets a new secret. Receivers that know the old one refuse every delivery from then on.`
    await agree({ operation: 'webhooks.createSecret', what }, options)
  }
  await withWorkflows(session, options, async ({ inbox }) => {
    const { secret, subscriptions } = await inbox.ensureSubscriptions({
      workspace_id,
      target_url,
      ...(event_types && { event_types }),
      ...(rotate && { rotate: true }),
      signal: session.signal,
    })
    await show(
      subscriptions.map((one) => ({ ...one, ...(showSecret && { secret }) })),
      options,
    )
  })
}
