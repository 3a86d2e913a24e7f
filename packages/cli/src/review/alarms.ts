/** `review --alarms`: what Prolific is about to decide by itself. */
import type { ReviewAlarm } from '@prolific-kit/workflows'
import { ExitCode } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'

export interface AlarmOptions extends GlobalOptions, DatabaseOptions {
  alarms?: boolean
  /** Milliseconds before Prolific approves. */
  within?: number
}

/** Of one study, or of all that may have submissions to review. */
export async function tellAlarms(
  session: Session,
  study: string | undefined,
  options: AlarmOptions,
): Promise<void> {
  const { say, signal } = session
  await withWorkflows(session, options, async ({ review }) => {
    const { within } = options
    const alarms = await review.alarms({
      ...(study !== undefined && { study_id: study }),
      ...(within !== undefined && { within }),
      signal,
    })
    await show(alarms.map(row), { columns: COLUMNS, ...options })
    if (alarms.length === 0) return say('Nothing is about to be approved by Prolific itself.')
    const returns = alarms.filter(({ kind }) => kind === 'return').length
    say(
      [
        `${alarms.length - returns} will be approved by Prolific itself unless somebody decides before`,
        ...(returns ? [`${returns} were asked for a return and have not answered`] : []),
      ].join('; '),
    )
    process.exitCode = ExitCode.NO
  })
}

const COLUMNS = ['submission_id', 'study_id', 'kind', 'approved_at', 'proposed', 'advice']

const row = ({ submission_id, study_id, participant_id, kind, ...alarm }: ReviewAlarm) => ({
  submission_id,
  study_id,
  participant_id,
  kind,
  approved_at: alarm.approved_at.toISOString(),
  return_requested: alarm.return_requested?.toISOString() ?? null,
  proposed: alarm.proposed ? `${alarm.proposed.action}: ${alarm.proposed.reason}` : null,
  advice: alarm.advice,
})
