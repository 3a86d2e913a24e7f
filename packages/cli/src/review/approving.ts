import { costOfApproving } from '@prolific-kit/workflows'
import { confirm, ProlificAmbiguousResultError, type Submission } from 'prolific-kit'
import { agree } from '../agree.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { approveAll } from './approve.ts'
import { decide, type ReviewOptions } from './command.ts'
import { mustBeHandedIn } from './handed-in.ts'

/** `submissions approve --study ID` with a selection. */
export function approveMany(session: Session, options: ReviewOptions): Promise<void> {
  return decide(session, options, {
    operation: 'submissions.bulkApprove',
    verb: 'approve',
    async tells({ study, awaiting }) {
      const cost = await costOfApproving(session.client, study, awaiting.length)
      const price = cost ? `: ${cost} with fees and VAT, which the study has locked already` : ''
      return { what: `Approving pays ${awaiting.length} participants of study ${study.id}${price}.`, cost }
    },
    carryOut: (ids) => approveAll(session, ids),
  })
}

/** `submissions approve ID`. */
export async function approveOne(session: Session, id: string, options: ReviewOptions): Promise<void> {
  const { client, say } = session
  const submission = await client.submissions.retrieve({ id })
  mustBeHandedIn(id, submission.status)
  const study = await client.studies.retrieve({ id: submission.study_id })
  const cost = await costOfApproving(client, study, 1)
  const what = `Submission ${id} is ${submission.status}. Approving pays its participant${cost ? `: ${cost} with fees and VAT` : ''}.`
  if (options.dryRun) {
    say(what)
    return
  }
  await agree({ operation: 'submissions.approve', what, ...(cost && { cost }) }, options)
  await show(await readingBack(session, id, () => client.submissions.approve({ id })), options)
}

/** A decision on one submission; when its answer is lost, what the submission says. */
export async function readingBack(
  { client, say }: Session,
  id: string,
  decision: () => PromiseLike<Submission>,
): Promise<Submission> {
  try {
    return await decision()
  } catch (error) {
    if (!(error instanceof ProlificAmbiguousResultError)) throw error
    say('The answer was lost: looking what became of the submission.')
    const { outcome, why, saw } = await confirm(client, error, { id })
    if (outcome === 'happened') return saw as Submission
    error.message = `Submission ${id}: ${why}. ${outcome === 'unknown' ? 'It is not known whether it was done.' : 'It was not done: run the command again.'}`
    throw error
  }
}
