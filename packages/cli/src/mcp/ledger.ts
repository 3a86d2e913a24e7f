/**
 * Bonuses by the ledger of the workflows: what is missing is paid, once, whatever crashes and however often an agent
 * asks. A person approves exactly the lines that are missing; what others have left in the ledger is not paid by that.
 */
import type { BonusPlan, BonusReport, BonusRow, SetUpReport, Workflows } from '@prolific-kit/workflows'
import { ProlificError } from 'prolific-kit'
import { RefusedError } from '../exit-codes.ts'
import { plain, say } from '../output.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'
import type { Outcome } from './carry-out.ts'
import type { Desk } from './desk.ts'
import type { Plan, Step } from './plan.ts'
import { attemptedBefore, attemptedLine } from './plans/bonuses.ts'
import { amount } from './plans/money.ts'

/** What an agent wants paid. Amounts are totals for the purpose. */
export interface WantedBonuses {
  study_id: string
  rows: readonly BonusRow[]
  purpose: string
}

/** Everybody has got what they shall have got, or it is on its way. */
export class NothingMissing extends RefusedError {}

const withLedger = <T>(
  desk: Desk,
  task: (workflows: Workflows) => Promise<T>,
  more: Pick<DatabaseOptions, 'mayPay'> = {},
): Promise<T> => withWorkflows({ client: desk.client, say }, { ...desk.options.ledger, ...more }, task)

/** What is missing by now, as a plan for a person to approve. It only reads of Prolific. */
export async function planMissing(desk: Desk, wanted: WantedBonuses): Promise<Plan> {
  const { study_id, rows, purpose } = wanted
  const plan = await withLedger(desk, async ({ bonuses }) => {
    const input = { study_id, rows, purpose, why: 'asked for by an agent, approved by a person' }
    // What was on its way may show by now.
    await bonuses.reconcile({ study_id })
    const first = await bonuses.plan(input)
    const open = await bonuses.unfinished(first.workspace_id)
    if (open.length === 0) return first
    for (const study_id of new Set(open.map((one) => one.study_id))) await bonuses.reconcile({ study_id })
    const [left] = await bonuses.unfinished(first.workspace_id)
    if (left) throw new RefusedError(unfinishedText(left))
    return await bonuses.plan(input)
  })
  if (plan.problems.length)
    throw new RefusedError(
      `These bonuses cannot be paid: ${plan.problems.map(plain).join('; ')}. Nothing was done.`,
    )
  const due = plan.bonuses.filter(({ missing }) => missing.isPositive)
  if (due.length === 0)
    throw new NothingMissing(
      `Nothing was done: everybody has got as much for the purpose "${plain(purpose)}", or it is on its way. Amounts are totals for a purpose: another bonus for the same people needs another purpose.`,
    )
  return approvable(desk, plan, due)
}

function approvable(desk: Desk, plan: BonusPlan, due: BonusPlan['bonuses']): Plan {
  const { study, purpose, total, available } = plan
  const lines = due.map(({ id, missing, wanted }) => {
    const part = wanted && wanted.compare(missing) > 0 ? `  (${wanted} in all)` : ''
    return `          ${id}  ${missing}${part}`
  })
  const recipients = new Set(due.flatMap((one) => [one.id, one.submission_id!, one.participant_id!]))
  const attempted = attemptedBefore(desk, study.id, recipients)
  const have = plan.bonuses.length - due.length
  const facts = {
    study,
    purpose,
    due: due.map((one) => ({
      submission_id: one.submission_id,
      participant_id: one.participant_id,
      missing: String(one.missing),
      given: String(one.given),
      elsewhere: String(one.elsewhere),
    })),
    attempted: attempted.map(({ id }) => id),
  }
  return {
    title: 'bonuses.pay: it spends money',
    lines: [
      `study     ${study.name} (${study.id})`,
      `purpose   ${plain(purpose)}`,
      `bonuses   ${due.length} for ${total ?? `${plan.amount} and fees`} together, fees and VAT included`,
      ...lines,
      ...(have ? [`NOTE      ${have} more have it already, and get nothing`] : []),
      ...attempted.map(attemptedLine),
    ],
    cost: total ? amount(total) : { kind: 'unknown', why: 'Prolific does not tell the fees' },
    steps: [stepOf(plan, due)],
    facts,
    notes: [...plan.notes, ...(available ? [`The wallet has ${available} at hand.`] : [])],
    run: () => desk.granting(['bonuses.pay'], () => pay(desk, plan, due)),
  }
}

/** As it is bound and counted; the ledger makes the call. */
const stepOf = ({ study, purpose }: BonusPlan, due: BonusPlan['bonuses']): Step => ({
  operation: 'bonuses.pay',
  input: { study_id: study.id, purpose, csv: csvOf(due) },
})

const csvOf = (due: BonusPlan['bonuses']): string =>
  due.map(({ submission_id, missing }) => `${submission_id},${missing.toDecimal()}`).join('\n')

/** Pays this plan, at no more than was approved, and nothing else that the ledger holds. */
async function pay(desk: Desk, plan: BonusPlan, due: BonusPlan['bonuses']): Promise<Outcome> {
  const { id: plan_id, total: most } = plan
  const mayPay: DatabaseOptions['mayPay'] = (one) => {
    if (one.plan_id !== plan_id) return false
    return one.total && (!most || one.total.compare(most) > 0)
      ? `Prolific asks for ${one.total}, and ${most ?? 'nothing'} was approved`
      : true
  }
  let begun = false
  try {
    return await withLedger(
      desk,
      async ({ bonuses }) => {
        begun = true
        const error = await bonuses.pay(plan_id, { alone: true }).then(() => undefined, expected)
        const report = await bonuses.report({ plan_id })
        remember(desk, report, plan, due)
        return outcomeOf(report, error)
      },
      { mayPay },
    )
  } catch (error) {
    // The database could not be opened: of the plan nothing is committed.
    if (begun || !(error instanceof ProlificError)) throw error
    return failed(error.message)
  }
}

/** What is refused or fails on purpose; a fault of ours is thrown on. */
function expected(error: unknown): Error {
  if (error instanceof ProlificError || error instanceof RefusedError) return error
  throw error
}

function outcomeOf({ set_ups, bonuses }: BonusReport, error: Error | undefined): Outcome {
  const [setUp] = set_ups
  if (!setUp) return failed(error?.message ?? 'nothing was missing any more')
  const { state, accepted, bonus_id, total, reason } = setUp
  if (state === 'paid' || (state === 'attempted' && accepted)) {
    const answer = {
      set_up: bonus_id,
      payments: bonuses.length,
      amount: setUp.amount,
      total,
      state: 'accepted',
    }
    return { outcome: 'done', done: [{ operation: 'bonuses.pay', answer }] }
  }
  if (state === 'failed') return failed(reason ?? 'it was not paid')
  const why = [reason ?? error?.message, unfinishedText(setUp)].filter(Boolean).join('. ')
  return { outcome: 'not known', done: [], failed: { operation: 'bonuses.pay', why } }
}

const failed = (why: string): Outcome => ({
  outcome: 'failed',
  done: [],
  failed: { operation: 'bonuses.pay', why },
})

/** Until they show in submissions, what was paid here is told to whoever approves more for the same people. */
function remember(
  desk: Desk,
  { set_ups }: BonusReport,
  { study, total }: BonusPlan,
  due: BonusPlan['bonuses'],
) {
  for (const { bonus_id: id, state, amount, total: told } of set_ups)
    if (id !== null && state !== 'failed')
      desk.setUps.set(id, {
        id,
        study_id: study.id,
        csv: csvOf(due),
        total: told ?? total ?? amount,
        attempted: true,
      })
}

/** What to do about a payment that is not at its end. */
function unfinishedText({ id, payments, amount, state, study_id }: SetUpReport): string {
  const what = `${payments} payments of ${amount} together in study ${study_id} (set-up ${id})`
  return state === 'uncertain' || state === 'attempted'
    ? `It is not known whether ${what} were made. Do not pay again: what shows later counts, and nothing more is paid from this wallet until it is known. Ask again in ten minutes, or have the person run \`prolific-kit bonuses reconcile\`, and \`bonuses resolve\` if it stays so`
    : `${what} were committed earlier and are not paid yet. This approval is not about them: have the person finish them first with \`prolific-kit worker --until-idle\``
}
