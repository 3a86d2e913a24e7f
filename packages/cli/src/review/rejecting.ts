import { SubmissionRejectionCategory } from 'prolific-kit'
import { agree } from '../agree.ts'
import { RefusedError, UsageError } from '../exit-codes.ts'
import { readValue } from '../operations/value.ts'
import { show } from '../output/index.ts'
import { plain } from '../output.ts'
import type { Session } from '../session.ts'
import { readingBack } from './approving.ts'
import { decide, type ReviewOptions } from './command.ts'
import { mustBeHandedIn } from './handed-in.ts'
import { type Reason, rejectAll } from './reject.ts'

export interface RejectOptions extends ReviewOptions {
  message?: string
  rejectionCategory?: string
}

/** The least that Prolific takes, in characters. */
const SHORTEST_MESSAGE = 100

/** `submissions reject --study ID` with a selection. */
export async function rejectMany(session: Session, options: RejectOptions): Promise<void> {
  const reason = await reasonOf(options)
  await decide(session, options, {
    operation: 'submissions.reject',
    verb: 'reject',
    tells: async ({ study, awaiting }) => ({
      what: `Rejecting ${awaiting.length} submissions of study ${study.id} as ${reason.rejection_category}. They are not paid, Prolific limits how many you may reject, and each participant reads:\n  ${plain(reason.message)}`,
    }),
    carryOut: (ids) => rejectAll(session, ids, reason),
  })
}

/** `submissions reject ID`. */
export async function rejectOne(session: Session, id: string, options: RejectOptions): Promise<void> {
  const { client, say } = session
  const reason = await reasonOf(options)
  const submission = await client.submissions.retrieve({ id })
  mustBeHandedIn(id, submission.status)
  const what = `Submission ${id} is ${submission.status}. Rejecting it as ${reason.rejection_category} leaves its participant unpaid, who reads:\n  ${plain(reason.message)}`
  if (options.dryRun) {
    say(what)
    return
  }
  await agree({ operation: 'submissions.reject', what }, options)
  await show(await readingBack(session, id, () => client.submissions.reject({ id, ...reason })), options)
}

/** A participant who is not paid is owed the reason: there is no default here. */
async function reasonOf({ message: given, rejectionCategory }: RejectOptions): Promise<Reason> {
  const categories: readonly string[] = Object.values(SubmissionRejectionCategory)
  if (given === undefined || rejectionCategory === undefined)
    throw new UsageError(
      `A rejection takes --message, which the participant reads, and --rejection-category, one of ${categories.join(', ')}.`,
    )
  const message = String(await readValue('--message', given, { type: 'string' }, {})).trim()
  const rejection_category = rejectionCategory.toUpperCase()
  if (!categories.includes(rejection_category))
    throw new UsageError(`"${plain(rejectionCategory)}" is no category. There are ${categories.join(', ')}.`)
  if ([...message].length < SHORTEST_MESSAGE)
    throw new RefusedError(
      `The message has ${[...message].length} characters, and Prolific takes ${SHORTEST_MESSAGE} or more: say what was wrong and what can be done.`,
    )
  return { message, rejection_category: rejection_category as Reason['rejection_category'] }
}
