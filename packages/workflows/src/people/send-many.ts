/** One message to each of several people, each once. */
import { ProlificAuthenticationError, ProlificConnectionError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { RefusedPlanError, UncertainError } from '../errors.ts'
import { mustBeSame, readRow } from './message-rows.ts'
import { sendOnce } from './send-once.ts'

export interface MessageToMany {
  /** Names the message for ever; with each recipient's id it is the key of one message. */
  key: string
  /** Id of the study that it is about. */
  study_id: string
  /** Ids of the participants; each gets it once, however often they stand there. */
  recipients: readonly string[]
  /** The text, or what makes it for each of them. */
  body: string | ((recipient_id: string) => string)
  /** Tells what would be sent, and sends nothing. */
  dryRun?: boolean
}

export interface MessageOutcome {
  key: string
  recipient_id: string
  /** `to send` is what a dry run would send. */
  state: 'sent' | 'sent before' | 'to send' | 'failed' | 'uncertain' | 'refused'
  /** Why it was not sent, or is not known to be. */
  reason?: string
}

/** Somebody who cannot be written to does not keep the message from the others. */
export async function sendToMany(
  context: Context,
  { key, study_id, recipients, body, dryRun = false }: MessageToMany,
  { signal }: { signal?: AbortSignal } = {},
): Promise<MessageOutcome[]> {
  if (!key) throw new RefusedPlanError('A message needs a key.')
  const outcomes: MessageOutcome[] = []
  for (const recipient_id of new Set(recipients)) {
    signal?.throwIfAborted()
    const text = typeof body === 'string' ? body : body(recipient_id)
    const message = { key: `${key}/${recipient_id}`, recipient_id, study_id, body: text }
    const named = { key: message.key, recipient_id }
    try {
      if (dryRun) outcomes.push({ ...named, ...(await foreseen(context, message)) })
      else {
        const { sent } = await sendOnce(context, message, { signal })
        outcomes.push({ ...named, state: sent === 'now' ? 'sent' : 'sent before' })
      }
    } catch (error) {
      // These would come again for everybody else.
      if (signal?.aborted || error instanceof ProlificAuthenticationError) throw error
      if (error instanceof ProlificConnectionError) throw error
      outcomes.push({ ...named, state: stateOf(error), reason: (error as Error).message })
    }
  }
  return outcomes
}

function stateOf(error: unknown): MessageOutcome['state'] {
  if (error instanceof UncertainError) return 'uncertain'
  return error instanceof RefusedPlanError ? 'refused' : 'failed'
}

async function foreseen(
  context: Context,
  message: Parameters<typeof mustBeSame>[1],
): Promise<Pick<MessageOutcome, 'state' | 'reason'>> {
  if (!message.body.trim()) throw new RefusedPlanError('A message needs a text.')
  const row = await readRow(context, message.key)
  if (!row) return { state: 'to send' }
  mustBeSame(row, message)
  if (row.state === 'sent') return { state: 'sent before' }
  if (row.state === 'planned' || row.state === 'failed') return { state: 'to send' }
  return { state: 'uncertain', ...(row.reason && { reason: row.reason }) }
}
