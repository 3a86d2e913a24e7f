import { setTimeout } from 'node:timers/promises'
import type { Clock, RecruitmentStatus, Workflows } from '@prolific-kit/workflows'
import { ExitCode } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { lineOf, rowOf } from './shown.ts'

/** Milliseconds between two looks whether a step is due: it is due at once when the time of a sandbox is moved. */
const POLL = 250

/** Does the steps of one recruitment in this process, until it has ended. Nothing else of the database is worked on. */
export async function follow(
  { recruiting }: Workflows,
  clock: Clock,
  { say, signal }: Session,
  id: string,
  options: GlobalOptions,
): Promise<void> {
  let told = ''
  const tell = async (status: RecruitmentStatus) => {
    const line = lineOf(status)
    if (line === told) return
    told = line
    say(`${new Date(clock.now()).toISOString().slice(0, 19)}Z  ${line}`)
    if (options.output === 'ndjson') await show(rowOf(status), options)
  }
  let status = await recruiting.status(id)
  while (status.state !== 'closed' && !signal.aborted) {
    if (status.nextStepAt && status.nextStepAt.getTime() <= clock.now()) {
      status = await recruiting.step(id)
      await tell(status)
    } else {
      await setTimeout(POLL, undefined, { signal }).catch(() => {})
      // A worker, or `recruit stop`, may have been faster.
      status = await recruiting.status(id)
    }
  }
  if (options.output !== 'ndjson') await show(rowOf(status), options)
  if (status.state === 'closed') {
    say(status.why)
    process.exitCode = status.isMet ? ExitCode.GOOD : ExitCode.NO
    return
  }
  say(
    `Recruitment ${id} was not stopped: places that are open stay open. \`prolific-kit worker\` goes on with it, \`studies recruit stop ${id}\` pauses its studies.`,
  )
  process.exitCode = ExitCode.INTERRUPTED
}
