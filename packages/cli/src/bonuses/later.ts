/** `bonuses reconcile`, `report` and `resolve`: what became of payments. */
import type { GlobalOptions } from '../global-options.ts'
import { say } from '../output.ts'
import { readIds } from '../review/ids.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'
import { tellReport } from './ending.ts'

export interface LaterOptions extends GlobalOptions, DatabaseOptions {
  study?: string
}

export async function reconcile(session: Session, options: LaterOptions): Promise<void> {
  const study = options.study !== undefined && { study_id: options.study }
  await withWorkflows(session, options, async ({ bonuses }) => {
    await tellReport(await bonuses.reconcile({ ...study, signal: session.signal }), options)
  })
}

export interface ReportOptions extends LaterOptions {
  purpose?: string
  /** File of the ids whose data were used. */
  used?: string
}

export async function report(session: Session, options: ReportOptions): Promise<void> {
  const used = options.used === undefined ? undefined : await readIds(options.used)
  await withWorkflows(session, options, async ({ bonuses }) => {
    const { study, purpose } = options
    const found = await bonuses.report({
      ...(study !== undefined && { study_id: study }),
      ...(purpose !== undefined && { purpose }),
      ...(used && { used }),
      signal: session.signal,
    })
    await tellReport(found, options)
    // It is a report: what is open is told by it, and is no failure of it.
    process.exitCode = 0
    for (const { submission_id, participant_id, status } of found.used_and_unpaid ?? [])
      say(`Used and not paid: participant ${participant_id}, submission ${submission_id} is ${status}.`)
  })
}

export interface ResolveOptions extends GlobalOptions, DatabaseOptions {
  paid?: boolean
  notPaid?: boolean
  why: string
}

export async function resolve(session: Session, set_up: string, options: ResolveOptions): Promise<void> {
  await withWorkflows(session, options, async ({ bonuses }) => {
    await bonuses.resolve({ set_up, paid: options.paid === true, why: options.why })
    say(`Set-up ${set_up} is ${options.paid ? 'paid' : 'not paid'}, as you say.`)
  })
}
