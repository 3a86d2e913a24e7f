import { type PublishPlan, planPublishing } from '@prolific-kit/workflows'
import { confirm, ProlificAmbiguousResultError, type Study } from 'prolific-kit'
import { agree } from '../agree.ts'
import { ExitCode, RefusedError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { describe } from './describe.ts'

export interface PublishOptions extends GlobalOptions, GuardOptions {
  dryRun?: boolean
}

/** Shows what publishing will do, asks, publishes, and reads back if the answer is lost. */
export async function publish(session: Session, id: string, options: PublishOptions): Promise<void> {
  const { client, say, signal } = session
  const plan = await planPublishing(client, id)
  if (options.dryRun) {
    const isForEyes = (options.output ?? 'table') === 'table' && !options.fields
    await show(isForEyes ? describe(plan) : plan, options)
    if (plan.problems.length + plan.doubts.length) process.exitCode = ExitCode.NO
    return
  }
  say(describe(plan))
  if (plan.problems.length)
    throw new RefusedError(`Study ${id} was not published. ${plan.problems.join(' ')}`)
  const what = `Publishing study ${id} locks ${plan.cost.total} of the wallet and starts recruiting.`
  await agree({ operation: 'studies.publish', what, cost: plan.cost.total }, options)
  await mustBeUnchanged(session, id, plan)
  signal.throwIfAborted()
  const study = await publishOnce(session, id)
  if (!study) return
  say(`Study ${id} is ${study.status}.`)
  const isForEyes = (options.output ?? 'table') === 'table'
  await show(study, { ...(isForEyes && { fields: SHOWN }), ...options })
}

/** A study has sixty fields. */
const SHOWN = ['id', 'name', 'status', 'total_available_places', 'reward', 'total_cost', 'currency_code']

/** While the question stood, somebody may have changed what was agreed to. */
async function mustBeUnchanged({ client }: Session, id: string, before: PublishPlan): Promise<void> {
  const after = await planPublishing(client, id)
  if (before.hash !== after.hash || after.problems.length)
    throw new RefusedError(`Study ${id} was changed meanwhile and was not published. Run the command again.`)
}

/** The published study; nothing, if it is certain that it was not published. */
async function publishOnce({ client, say }: Session, id: string): Promise<Study | undefined> {
  try {
    return await client.studies.publish({ id })
  } catch (error) {
    if (!(error instanceof ProlificAmbiguousResultError)) throw error
    say('The answer was lost: looking whether the study was published.')
    const { outcome, why, saw } = await confirm(client, error, { id })
    if (outcome === 'happened') return saw as Study
    if (outcome === 'unknown') {
      error.message = `It is not known whether study ${id} was published. ${why}.`
      throw error
    }
    say(`prolific-kit: Study ${id} was not published. ${why}. Run the command again.`)
    process.exitCode = ExitCode.SERVER
    return undefined
  }
}
