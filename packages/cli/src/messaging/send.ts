import { chunks, type Selection, select } from '@prolific-kit/workflows'
import { type Prolific, ProlificAmbiguousResultError } from 'prolific-kit'
import { agree } from '../agree.ts'
import { RefusedError, UsageError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { readValue } from '../operations/value.ts'
import { show } from '../output/index.ts'
import { plain } from '../output.ts'
import { exitCodeFor, type Outcome, summary } from '../review/outcomes.ts'
import { notInStudy } from '../review/study.ts'
import type { Session } from '../session.ts'

export interface SendOptions extends GlobalOptions, GuardOptions {
  recipientId?: string
  studyId?: string
  body?: string
  input?: string
  once?: boolean
  dryRun?: boolean
}

/** Participants that one request names, so that a lost answer leaves few in doubt. */
const MOST_RECIPIENTS = 100

/** Sends one text to one participant, or to the participants of a study that a selection means. */
export async function sendMessages(
  session: Session,
  options: SendOptions,
  selection: Selection | undefined,
): Promise<void> {
  const { client, say, signal } = session
  const { studyId: study_id, recipientId } = options
  if (study_id === undefined) throw new UsageError('Say which study the message is about: --study-id ID.')
  if ((recipientId === undefined) === (selection === undefined))
    throw new UsageError(
      'Say who gets it: --recipient-id ID, or a selection of the study such as --status approved or --ids FILE.',
    )
  const body = await bodyOf(options)
  const all = selection ? await recipientsOf(client, study_id, selection) : [recipientId!]
  const recipients = options.once ? await withoutThoseWhoHaveIt(client, all, body) : all
  if (recipients.length < all.length)
    say(`Left out, as they have this message already: ${all.length - recipients.length}`)
  const rows = (outcomes: ReadonlyMap<string, Outcome>) =>
    recipients.map((recipient_id) => ({
      recipient_id,
      study_id,
      result: outcomes.get(recipient_id)?.result ?? 'would be sent',
      why: outcomes.get(recipient_id)?.why ?? null,
    }))
  if (options.dryRun || recipients.length === 0) {
    say(`${recipients.length} participants would read:\n  ${plain(body)}`)
    await show(rows(new Map()), { columns: ['recipient_id', 'study_id', 'result'], ...options })
    return
  }
  const what = `A message to ${recipients.length === 1 ? recipients[0] : `${recipients.length} participants`} about study ${study_id}, which cannot be taken back:\n  ${plain(body)}`
  await agree({ operation: recipients.length === 1 ? 'messages.send' : 'messages.sendBulk', what }, options)
  const outcomes = await sendAll(client, signal, recipients, { study_id, body })
  say(summary(outcomes))
  await show(rows(new Map(outcomes.map((outcome) => [outcome.id, outcome]))), options)
  process.exitCode = exitCodeFor(outcomes, signal.aborted)
}

/** The text: as it stands there, or from a file as in `--body @thanks.txt`. */
async function bodyOf({ body, input }: SendOptions): Promise<string> {
  if (input !== undefined)
    throw new UsageError('With a selection or --once, give --study-id and --body, not --input.')
  if (body === undefined)
    throw new UsageError('Give the text with --body, as it is or from a file: --body @thanks.txt')
  const text = String(await readValue('--body', body, { type: 'string' }, {})).trim()
  if (text === '') throw new UsageError('The message has no text.')
  return text
}

/** Each participant once, whatever number of submissions they have. */
async function recipientsOf(client: Prolific, study_id: string, selection: Selection): Promise<string[]> {
  const { rows, strangers } = select(
    await client.studies.listSubmissions({ id: study_id }).toArray(),
    selection,
  )
  if (strangers.length) throw new RefusedError(notInStudy(strangers, study_id))
  return [...new Set(rows.map(({ participant_id }) => participant_id))]
}

async function withoutThoseWhoHaveIt(
  client: Prolific,
  ids: readonly string[],
  body: string,
): Promise<string[]> {
  const has = await Promise.all(
    ids.map(async (user_id) => {
      const messages = await client.messages.list({ user_id }).toArray()
      return messages.some(
        (one) => (one.sender_id ?? one.sender) !== user_id && words(one.body) === words(body),
      )
    }),
  )
  return ids.filter((_, at) => !has[at])
}

/** Prolific cleans a text before it keeps it: what is left of both is compared. */
const words = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

async function sendAll(
  client: Prolific,
  signal: AbortSignal,
  recipients: readonly string[],
  message: { study_id: string; body: string },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let stopped: string | undefined
  for (const ids of chunks(recipients, MOST_RECIPIENTS)) {
    const all = (result: Outcome['result'], why: string, error?: Error) =>
      outcomes.push(...ids.map((id) => ({ id, result, why, ...(error && { error }) })))
    if (signal.aborted) stopped ??= 'stopped by Ctrl-C'
    if (stopped) {
      all('not done', stopped)
      continue
    }
    try {
      if (ids.length === 1) await client.messages.send({ recipient_id: ids[0]!, ...message })
      else await client.messages.sendBulk({ ids, ...message })
      all('done', 'sent')
    } catch (error) {
      const lost = error instanceof ProlificAmbiguousResultError
      if (lost) all('unknown', 'the answer was lost: run the command again with --once')
      else all('failed', (error as Error).message, error as Error)
      stopped = 'an earlier request failed'
    }
  }
  return outcomes
}
