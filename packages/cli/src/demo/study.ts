/** The demo's steps with the public client: nothing here knows that the server is a sandbox. */
import {
  type Currency,
  Money,
  money,
  type Prolific,
  type Study,
  SubmissionStatus,
  type SubmissionSummary,
} from 'prolific-kit'
import { MOST_ROWS } from '../bonuses/check.ts'
import type { StudyFile } from '../study-file/index.ts'
import { minutesTaken, review } from './review.ts'

const WORKSPACE = 'Rehearsals'
const PROJECT = 'prolific-kit demo'
const GROUP = 'Took part in the demo'

export interface Places {
  workspace: string
  project: string
  group: string
  currency: Currency
}

/** Finds workspace, project and group by name, or creates them. */
export async function ensurePlaces(client: Prolific): Promise<Places> {
  const workspace =
    (await find(client.workspaces.list(), ({ title }) => title === WORKSPACE)) ??
    (await client.workspaces.create({ title: WORKSPACE }))
  const workspace_id = workspace.id
  const project =
    (await find(client.projects.listForWorkspace({ workspace_id }), ({ title }) => title === PROJECT)) ??
    (await client.projects.createForWorkspace({ workspace_id, title: PROJECT }))
  const group =
    (await find(client.participantGroups.list({ workspace_id }), ({ name }) => name === GROUP)) ??
    (await client.participantGroups.create({ workspace_id, name: GROUP }))
  const { currency_code } = await client.workspaces.getBalance({ workspace_id })
  return {
    workspace: workspace_id,
    project: project.id,
    group: group.id!,
    currency: currency_code as Currency,
  }
}

async function find<Row>(rows: AsyncIterable<Row>, wanted: (row: Row) => boolean): Promise<Row | undefined> {
  for await (const row of rows) if (wanted(row)) return row
  return undefined
}

/** Drafts the study, with a place for each participant. */
export async function draft(
  client: Prolific,
  { input, locate }: StudyFile,
  { project }: Places,
  participants: number,
): Promise<Study> {
  const fields = { ...input, project, total_available_places: participants } as typeof input
  try {
    return await client.studies.create(fields)
  } catch (error) {
    throw locate(error)
  }
}

export interface Funds {
  total: Money
  available: Money
}

export async function funds(client: Prolific, { workspace, currency }: Places): Promise<Funds> {
  const balance = await client.workspaces.getBalance({ workspace_id: workspace })
  return {
    total: Money.fromMinorUnits(balance.total_balance, currency),
    available: Money.fromMinorUnits(balance.available_balance, currency),
  }
}

/** What the study costs when every place is paid, fees and VAT included. */
export async function cost(client: Prolific, study: Study, { currency }: Places): Promise<Money> {
  const { total_cost } = await client.studies.calculateCost({
    reward: study.reward,
    total_available_places: study.total_available_places,
  })
  return Money.fromMinorUnits(total_cost, currency)
}

/** A submission after review, and why it was decided so. */
export interface Reviewed {
  submission: SubmissionSummary
  reason: string
}

/** Decides on everything that was handed in, and acts on it. */
export async function reviewAll(client: Prolific, study: Study): Promise<Reviewed[]> {
  const expected = {
    codes: (study.completion_codes ?? []).map(({ code, code_type }) => ({ code, code_type })),
    estimatedMinutes: study.estimated_completion_time,
  }
  const reviewed: Reviewed[] = []
  for (const submission of await client.submissions.list({ study: study.id }).toArray()) {
    const { action, reason, category, message } = review(submission, expected)
    let { status } = submission
    if (action === 'approve') status = (await client.submissions.approve({ id: submission.id })).status
    if (action === 'reject')
      status = (
        await client.submissions.reject({
          id: submission.id,
          ...(category && { rejection_category: category }),
          ...(message && { message }),
        })
      ).status
    reviewed.push({ submission: { ...submission, status }, reason })
  }
  return reviewed
}

/** Those who entered the right code and took at least the estimated time get something on top; answers the sum. */
export async function payBonuses(
  client: Prolific,
  study: Study,
  reviewed: readonly Reviewed[],
  { currency }: Places,
): Promise<Money> {
  const amount = money('0.50', currency)
  const bonuses = reviewed
    .filter(
      ({ submission, reason }) =>
        submission.status === SubmissionStatus.APPROVED &&
        reason === 'right code' &&
        (minutesTaken(submission) ?? 0) >= study.estimated_completion_time,
    )
    .map(({ submission }) => ({ submission_id: submission.id, amount }))
  const amounts: Money[] = []
  for (let start = 0; start < bonuses.length; start += MOST_ROWS) {
    const part = bonuses.slice(start, start + MOST_ROWS)
    const payments = await client.bonuses.setUp({ study_id: study.id, bonuses: part })
    await client.bonuses.pay({ id: payments.id })
    amounts.push(Money.fromMinorUnits(payments.amount ?? 0, currency))
  }
  return Money.sum(amounts, currency)
}

/** Thanks the first participant whose work was accepted although the code was missing or wrong. */
export async function thank(
  client: Prolific,
  study: Study,
  reviewed: readonly Reviewed[],
): Promise<string | undefined> {
  const accepted = reviewed.filter(({ submission }) => submission.status === SubmissionStatus.APPROVED)
  const { submission } =
    accepted.find(({ reason }) => reason.includes('the work counts')) ?? accepted[0] ?? {}
  if (!submission) return undefined
  await client.messages.send({
    recipient_id: submission.participant_id,
    study_id: study.id,
    body: 'Thank you for taking part. Your submission is approved, whatever became of its completion code.',
  })
  return submission.participant_id
}

/** Remembers who took part, so that the next study can leave them out. */
export async function remember(
  client: Prolific,
  reviewed: readonly Reviewed[],
  { group }: Places,
): Promise<number> {
  const participant_ids = reviewed
    .filter(({ submission }) => submission.status === SubmissionStatus.APPROVED)
    .map(({ submission }) => submission.participant_id)
  if (participant_ids.length) await client.participantGroups.addParticipants({ id: group, participant_ids })
  return participant_ids.length
}
