/** Acts on events. What an event says is past by then, so the study or the submission is read. */
import { ProlificNotFoundError, ProlificPermissionError, WebhookEventType } from 'prolific-kit'
import type { Context } from '../context.ts'
import { beginLook, keep } from '../watching/keep.ts'
import { fromSubmission } from '../watching/submission.ts'
import { sendSweepNow } from '../watching/sweep.ts'

/** What became of an event: null if it was acted on, else why there was nothing to do. */
type Outcome = string | null

const NOT_WATCHED = 'its study is not watched'

/** Handles every event about one study or submission that waits. Gives how many. */
export async function handleResource(
  context: Context,
  resource_id: string,
  signal?: AbortSignal,
): Promise<number> {
  const { db, timing } = context
  // Those that arrive from here on have a job of their own: what is read below may be older than they are.
  const events = await db
    .selectFrom('inbox_events')
    .select(['event_id', 'event_type'])
    .where('state', '=', 'received')
    .where((eb) =>
      resource_id
        ? eb('resource_id', '=', resource_id)
        : eb.or([eb('resource_id', 'is', null), eb('resource_id', '=', '')]),
    )
    .execute()
  // One read answers for all events of a type.
  for (const event_type of new Set(events.map((event) => event.event_type))) {
    const some = events.filter((event) => event.event_type === event_type)
    const why = await act(context, event_type, resource_id, signal)
    await db
      .updateTable('inbox_events')
      .set({ state: why === null ? 'handled' : 'left', handled_at: timing.now(), why })
      .where('state', '=', 'received')
      .where(
        'event_id',
        'in',
        some.map(({ event_id }) => event_id),
      )
      .execute()
  }
  return events.length
}

async function act(
  context: Context,
  event_type: string,
  resource_id: string,
  signal?: AbortSignal,
): Promise<Outcome> {
  try {
    if (!resource_id) return 'it names nothing that it is about'
    switch (event_type) {
      case WebhookEventType.SUBMISSION_STATUS_CHANGE:
        return await readSubmission(context, resource_id, signal)
      case WebhookEventType.STUDY_STATUS_CHANGE:
        return await readStudy(context, resource_id, signal)
      case WebhookEventType.STUDY_PROGRESS_CHANGE:
        return await wantLook(context, resource_id)
      case WebhookEventType.STUDY_HAS_HIGH_RETURN_RATE:
        return await wantLook(context, resource_id)
      default:
        return `nothing is known of ${event_type}`
    }
  } catch (error) {
    if (error instanceof ProlificNotFoundError || error instanceof ProlificPermissionError)
      return `it is about something that this key does not see: ${error.message}`
    throw error
  }
}

/** An event of a submission does not name its study: who is not known yet tells it when read. */
async function readSubmission(context: Context, id: string, signal?: AbortSignal): Promise<Outcome> {
  const call = signal ? { signal } : {}
  const known = await context.db
    .selectFrom('watched_submissions')
    .select('study_id')
    .where('id', '=', id)
    .executeTakeFirst()
  const study_id = known?.study_id ?? (await context.client.submissions.retrieve({ id }, call)).study_id
  const began = await beginLook(context, study_id)
  if (began === undefined) return NOT_WATCHED
  const submission = fromSubmission(await context.client.submissions.retrieve({ id }, call))
  const { unclear } = await keep(context, { study_id, began, submissions: [submission] })
  if (unclear) await sendSweepNow(context, study_id)
  return null
}

async function readStudy(context: Context, id: string, signal?: AbortSignal): Promise<Outcome> {
  const began = await beginLook(context, id)
  if (began === undefined) return NOT_WATCHED
  const study = await context.client.studies.retrieve({ id }, signal ? { signal } : {})
  const { unclear } = await keep(context, { study_id: id, began, study })
  if (unclear) await sendSweepNow(context, id)
  return null
}

async function wantLook(context: Context, study_id: string): Promise<Outcome> {
  if ((await beginLook(context, study_id)) === undefined) return NOT_WATCHED
  await sendSweepNow(context, study_id)
  return null
}
