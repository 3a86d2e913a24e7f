/** `studies recruit`: begins, tells, stops and resumes recruiting to a target. */
import { costOfApproving, type RecruitmentStatus, type RecruitOptions } from '@prolific-kit/workflows'
import { Money } from 'prolific-kit'
import { agree } from '../agree.ts'
import { ExitCode, UsageError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import { say } from '../output.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'
import { follow } from './follow.ts'
import { type GoalOptions, goalsFrom, moneyOf } from './goals.ts'
import { COLUMNS, lineOf, rowOf } from './shown.ts'

type Common = GlobalOptions & DatabaseOptions
export interface StartOptions extends Common, GoalOptions, GuardOptions {
  follow?: boolean
}
export interface ResumeOptions extends Common, GuardOptions {
  deadline?: string
  follow?: boolean
}

export async function startRecruiting(
  session: Session,
  study_id: string | undefined,
  options: StartOptions,
): Promise<void> {
  const goals = await goalsFrom(study_id, options)
  const { what, cost } = await projected(session, goals)
  mustHaveLimit(what, options, goals.budget !== undefined)
  await agree({ operation: 'studies.recruit', what, ...(cost && { cost }) }, options)
  // What screen-outs and bonuses add is not known beforehand: the ceiling holds all the same.
  const budget = goals.budget ?? (options.maxCost === undefined ? undefined : moneyOf(options.maxCost))
  await withWorkflows(session, options, async (workflows, clock) => {
    const status = await workflows.recruiting.start({
      ...goals,
      ...(budget && { budget }),
      signal: session.signal,
    })
    await goOn(session, status, options, () => follow(workflows, clock, session, status.id, options))
  })
}

/** Of one, or of all in the database. */
export async function tellRecruiting(
  session: Session,
  id: string | undefined,
  options: Common,
): Promise<void> {
  await withWorkflows(session, options, async ({ recruiting }) => {
    if (id !== undefined) return await show(rowOf(await recruiting.status(id)), options)
    await show((await recruiting.list()).map(rowOf), { columns: COLUMNS, ...options })
  })
}

export async function tellHistory(session: Session, id: string, options: Common): Promise<void> {
  await withWorkflows(session, options, async ({ recruiting }) => {
    await recruiting.status(id)
    const rows = (await recruiting.history(id)).map(({ at, ...row }) => ({ at: at.toISOString(), ...row }))
    await show(rows, { columns: ['at', 'study_id', 'kind', 'places', 'state', 'why'], ...options })
  })
}

export async function stopRecruiting(
  session: Session,
  id: string,
  options: Common & { why?: string },
): Promise<void> {
  await withWorkflows(session, options, async ({ recruiting }) => {
    const status = await recruiting.stop(id, options.why, { signal: session.signal })
    say(status.why)
    await show(rowOf(status), options)
    // Somebody may still come in until the pause shows.
    if (status.state !== 'closed') process.exitCode = ExitCode.UNKNOWN
  })
}

export async function resumeRecruiting(session: Session, id: string, options: ResumeOptions): Promise<void> {
  await withWorkflows(session, options, async (workflows, clock) => {
    const { recruiting } = workflows
    const { budget, mayCost, valid, target } = await recruiting.status(id)
    const what = `Recruiting goes on at ${valid} of ${target}: it may cost ${budget ? `up to ${budget}` : `${mayCost} and more`} with fees and VAT, what was spent included.`
    mustHaveLimit(what, options, budget !== undefined)
    await agree({ operation: 'studies.recruit', what, ...(budget && { cost: budget }) }, options)
    const status = await recruiting.resume(
      id,
      options.deadline === undefined ? {} : { deadline: options.deadline },
    )
    await goOn(session, status, options, () => follow(workflows, clock, session, id, options))
  })
}

async function goOn(
  { say }: Session,
  status: RecruitmentStatus,
  options: Common & { follow?: boolean },
  following: () => Promise<void>,
): Promise<void> {
  if (options.follow) return await following()
  say(lineOf(status))
  say(`Recruitment ${status.id} goes on as long as \`prolific-kit worker\` runs, or --follow is given.`)
  await show(rowOf(status), options)
}

function mustHaveLimit(what: string, { yes, maxCost }: GuardOptions, hasBudget: boolean): void {
  if (yes && maxCost === undefined && !hasBudget)
    throw new UsageError(`${what}\n--yes needs a budget, or --max-cost. Nothing was done.`)
}

/** What it comes to if every target is met, and what it cannot go beyond. */
async function projected(
  { client }: Session,
  goals: RecruitOptions,
): Promise<{ what: string; cost: Money | undefined }> {
  const cells = 'cells' in goals ? goals.cells : [{ study_id: goals.study_id, target: goals.target }]
  const costs: Money[] = []
  const lines: string[] = []
  for (const { study_id, target } of cells) {
    const study = await client.studies.retrieve({ id: study_id })
    const cost = await costOfApproving(client, study, Math.max(target, study.total_available_places))
    if (cost) costs.push(cost)
    lines.push(`  ${target} of study ${study_id} (${study.name}, ${study.status})${cost ? `: ${cost}` : ''}`)
  }
  const [first] = costs
  const isWhole = costs.length === cells.length && costs.every(({ currency }) => currency === first!.currency)
  const sum = isWhole ? Money.sum(costs, first!.currency) : undefined
  const { budget, atMostAtOnce, deadline } = goals
  const limits = [
    budget ? `at most ${budget}` : 'no budget: screen-outs and bonuses come on top',
    ...(atMostAtOnce === undefined ? [] : [`${atMostAtOnce} at once`]),
    ...(deadline === undefined ? [] : [`until ${new Date(deadline).toISOString()}`]),
  ]
  const what = [
    `Recruiting ${cells.reduce((all, { target }) => all + target, 0)}${sum ? `, for ${sum} with fees and VAT if all are met` : ''}; ${limits.join(', ')}:`,
    ...lines,
  ].join('\n')
  return { what, cost: budget ?? sum }
}
