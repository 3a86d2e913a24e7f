/** `review STUDY`: proposed by rules, shown, asked, carried out, and read back. */
import {
  costOfApproving,
  type ReviewAction,
  type ReviewProposal,
  type ReviewRow,
  type Workflows,
} from '@prolific-kit/workflows'
import { Money } from 'prolific-kit'
import { agree } from '../agree.ts'
import { ExitCode, UsageError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'
import { CARRIED_OUT, COLUMNS, rowOf, Summary, statesOf } from './proposed.ts'
import { readRecords } from './records-file.ts'
import { readRules } from './rules-file.ts'

export interface RuleReviewOptions extends GlobalOptions, DatabaseOptions, GuardOptions {
  rules?: string
  records?: string
  finishedField?: string
  why?: string
  dryRun?: boolean
  only?: ReviewAction[]
  /** False after `--no-wait`. */
  wait?: boolean
}

export async function reviewByRules(
  session: Session,
  study_id: string,
  options: RuleReviewOptions,
): Promise<void> {
  const { say, signal } = session
  if (options.rules === '-' && options.records === '-')
    throw new UsageError('Only one of --rules and --records can be standard input.')
  const rules = options.rules === undefined ? undefined : await readRules(options.rules)
  const records = options.records === undefined ? undefined : await readRecords(options.records)
  await withWorkflows(session, options, async (workflows) => {
    const underWay = await goOn(workflows, session, study_id, options)
    const proposal = await workflows.review.propose({
      study_id,
      ...(rules && { rules }),
      ...(records && { records }),
      ...(options.finishedField !== undefined && { finishedField: options.finishedField }),
      ...(options.why !== undefined && { why: options.why }),
      signal,
    })
    const summary = new Summary()
    const isMeant = ({ submission_id, action }: ReviewRow) =>
      action !== 'leave' && !underWay.has(submission_id) && (options.only?.includes(action) ?? true)
    for await (const row of workflows.review.rows(proposal.id)) summary.add(row, isMeant(row))
    const lines = summary.lines(proposal)
    const { chosen } = summary
    if (options.dryRun || chosen.length === 0) {
      say(lines.join('\n'))
      await show(rows(workflows, proposal.id, underWay), { columns: COLUMNS, ...options })
      if (summary.needPerson) process.exitCode = ExitCode.NO
      return
    }
    const { what, cost } = await priced(session, proposal, summary)
    const text = [...lines, what].join('\n')
    if (options.yes && options.maxCost === undefined && (!cost || cost.isPositive))
      throw new UsageError(
        `${text}\n--yes needs --max-cost${cost ? `, as in --max-cost "${cost}"` : ''}. Nothing was done.`,
      )
    await agree({ operation: 'review', what: text, ...(cost && { cost }) }, options)
    const only = { submission_ids: chosen }
    const after = await carriedOut(workflows, session, proposal, { ...options, only })
    await show(rows(workflows, proposal.id, underWay), { columns: CARRIED_OUT, ...options })
    say(`${statesOf(after.states)}.`)
    if (summary.needPerson) say(`${summary.needPerson} left to you: --dry-run shows which.`)
    process.exitCode = exitCodeFor(after, signal.aborted)
  })
}

/** Prints nothing that an earlier review is about as if it were still to be asked for. */
async function* rows({ review }: Workflows, id: string, underWay: ReadonlySet<string>) {
  for await (const row of review.rows(id))
    yield rowOf(
      row.state === 'proposed' && underWay.has(row.submission_id)
        ? { ...row, state_reason: 'an earlier review has asked for it' }
        : row,
    )
}

const UNDER_WAY = ['due', 'ready', 'waiting', 'attempted', 'asked'] as const

/** Goes on with what was agreed to before, and tells the submissions that are still under way. */
async function goOn(
  workflows: Workflows,
  session: Session,
  study_id: string,
  options: RuleReviewOptions,
): Promise<Set<string>> {
  const underWay = new Set<string>()
  for (const earlier of await workflows.review.unfinished(study_id)) {
    const { id, at, states } = earlier
    const begun = `The review of ${at.toISOString()} is not at its end (${statesOf(states)})`
    session.say(
      options.dryRun ? `${begun}: run without --dry-run, it goes on.` : `${begun}: going on with it.`,
    )
    // It was agreed to already; nothing more of it is begun.
    if (!options.dryRun) await carriedOut(workflows, session, earlier, { ...options, only: { actions: [] } })
    for await (const { submission_id } of workflows.review.rows(id, { states: UNDER_WAY }))
      underWay.add(submission_id)
  }
  return underWay
}

type Only = { actions: readonly ReviewAction[] } | { submission_ids: readonly string[] }

/** Ctrl-C ends the waiting, and nothing else. */
async function carriedOut(
  { review }: Workflows,
  { say, signal }: Session,
  proposal: ReviewProposal,
  { wait = true, only }: { wait?: boolean; only: Only },
): Promise<ReviewProposal> {
  const onProgress = (states: ReviewProposal['states']) => say(statesOf(states))
  try {
    const after = await review.carryOut(proposal, { only, wait, signal, onProgress })
    if (!wait) say('`prolific-kit worker` carries it out.')
    return after
  } catch (error) {
    if (!signal.aborted) throw error
    say('Stopped waiting. The same command, or `prolific-kit worker`, goes on with it.')
    return await review.report(proposal.id)
  }
}

/** What it costs at most, in words and as an amount. */
async function priced(
  { client }: Session,
  { study, currency, parts }: ReviewProposal,
  { counts }: Summary,
): Promise<{ what: string; cost: Money | undefined }> {
  const { reward } = await client.studies.retrieve({ id: study.id })
  const nothing = Money.fromHundredths(0, currency)
  const cost = async (amount: number, count: number) =>
    (await costOfApproving(client, { reward: amount, currency_code: currency }, count)) ?? nothing
  const approvals = await cost(reward, counts.approve)
  const bonuses = counts.pay_part && parts.isPositive ? await cost(parts.toMinorUnits(), 1) : nothing
  const said = [
    ...(counts.approve
      ? [
          `Approving pays ${counts.approve} ${counts.approve === 1 ? 'participant' : 'participants'}: ${approvals} with fees and VAT, which the study has locked already.`,
        ]
      : []),
    ...(bonuses.isPositive ? [`Parts come to ${bonuses} with fees and VAT, from the wallet.`] : []),
    ...(counts.reject ? ['A rejection is told to its participant at once, who is not paid.'] : []),
    ...(counts.ask_for_return ? ['A request to return cannot be taken back.'] : []),
  ]
  return { what: said.join('\n'), cost: approvals.plus(bonuses) }
}

function exitCodeFor({ states }: ReviewProposal, isAborted: boolean): ExitCode {
  if (states.uncertain) return ExitCode.UNKNOWN
  if (isAborted) return ExitCode.INTERRUPTED
  return states.failed ? ExitCode.NO : ExitCode.GOOD
}
