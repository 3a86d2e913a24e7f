/** Carrying a proposal out: who is chosen becomes due, in the same moment as the jobs that do it. */
import { ProlificAuthenticationError, ProlificPermissionError, ProlificRequestError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { transact } from '../database/transact.ts'
import { RefusedPlanError } from '../errors.ts'
import type { Kind } from '../jobs/kinds.ts'
import { note } from '../journal.ts'
import { change } from './changing.ts'
import { keptRows, proposalById, type ReviewProposal, summed } from './proposal.ts'
import { resumeProposal } from './resuming.ts'
import type { ReviewAction } from './rules.ts'
import { OPEN } from './states.ts'

export interface CarryOutOptions {
  /** Only these: everything that is proposed, if not said. */
  only?: { actions?: readonly ReviewAction[]; submission_ids?: readonly string[] }
  /**
   * Milliseconds for which those are waited for who have not handed in: a day, if not said, since no submission runs
   * longer. They are never touched before they have.
   */
  waitFor?: number
  /**
   * Whether to wait until everything has been read back, except for those who have not handed in. `false` leaves it
   * to workers.
   */
  wait?: boolean
  /** Told how many submissions stand where, at every change while it waits. */
  onProgress?: (states: ReviewProposal['states']) => void
  /** Ends the waiting. What is not done stays to be done by workers, or by carrying it out again. */
  signal?: AbortSignal
}

const DAY = 86_400_000
const KINDS: readonly Kind[] = [
  'review.chunk',
  'review.approve',
  'review.pay',
  'review.look',
  'bonuses.pay',
  'bonuses.look',
]

/** Throws `RefusedPlanError` if it is not what was proposed; and what a request failed with, of which the rest is kept. */
export async function carryOut(
  context: Context,
  what: string | Pick<ReviewProposal, 'id' | 'hash'>,
  options: CarryOutOptions = {},
): Promise<ReviewProposal> {
  const { db, timing } = context
  const { only, waitFor = DAY, wait = true, signal, onProgress } = options
  const id = typeof what === 'string' ? what : what.id
  const proposal = await proposalById(db, id)
  if (proposal.state !== 'ready')
    throw new RefusedPlanError(
      `Proposal ${id} was not finished: its submissions were not all read or decided on. Propose again.`,
    )
  if (typeof what !== 'string' && what.hash !== proposal.hash)
    throw new RefusedPlanError(
      `Proposal ${id} is not the one that is in this database: what it proposes has another hash. Nothing was done.`,
    )
  const chosen = await choose(context, id, only)
  const now = timing.now()
  await transact(db, async (trx) => {
    await change(trx, {
      proposal_id: id,
      submissions: chosen,
      to: 'due',
      from: ['proposed', 'failed'],
      at: now,
      reason: 'to be carried out',
    })
    if (chosen.length)
      await trx
        .updateTable('review_proposals')
        .set({ deadline: new Date(now.getTime() + waitFor), idle_looks: 0 })
        .where('id', '=', id)
        .execute()
    if (chosen.length) {
      const detail = { submissions: chosen.length, ...only }
      await note(trx, { at: now, area: 'review', subject: id, what: 'carried out', detail })
    }
    await resumeProposal(context, id, trx)
  })
  if (wait) await untilReadBack(context, id, { signal, onProgress })
  return await summed(db, await proposalById(db, id))
}

/** Ids of the submissions that are meant and that can be carried out. */
async function choose(
  { db }: Context,
  proposal_id: string,
  { actions, submission_ids }: NonNullable<CarryOutOptions['only']> = {},
): Promise<string[]> {
  const named = submission_ids && new Set(submission_ids.map((id) => id.toLowerCase()))
  const chosen: string[] = []
  for await (const rows of keptRows(db, proposal_id))
    for (const { submission_id, state, action } of rows) {
      const isNamed = named === undefined || named.delete(submission_id)
      const isMeant = isNamed && (!actions || actions.includes(action!))
      if (isMeant && (state === 'proposed' || state === 'failed')) chosen.push(submission_id)
    }
  if (named?.size)
    throw new RefusedPlanError(
      `The proposal is not about these submissions. Nothing was done.`,
      [...named].slice(0, 10),
    )
  return chosen
}

/** Works in this process until nothing is left but to wait for people. */
async function untilReadBack(
  { db, jobs, timing }: Context,
  id: string,
  { signal, onProgress }: Pick<CarryOutOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  let failure: unknown
  const worker = await jobs.work({
    kinds: KINDS,
    resume: false,
    onFailure: (error) => {
      if (!mayPass(error)) failure ??= error
    },
  })
  try {
    for (let told = ''; ; ) {
      const states = await statesOf(db, id)
      const now = JSON.stringify(states)
      if (now !== told) onProgress?.(states)
      told = now
      if (!OPEN.some((state) => state !== 'waiting' && states[state])) return
      if (failure) throw failure
      await timing.sleep(Math.min(timing.look, 1000), signal)
    }
  } finally {
    await worker.stop()
  }
}

async function statesOf(db: Context['db'], proposal_id: string): Promise<ReviewProposal['states']> {
  const rows = await db
    .selectFrom('review_rows')
    .select(['state', (of) => of.fn.countAll<number>().as('count')])
    .where('proposal_id', '=', proposal_id)
    .groupBy('state')
    .orderBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
}

/** What Prolific or the network fails at may pass; anything else would fail for ever. */
const mayPass = (error: unknown): boolean =>
  error instanceof ProlificRequestError &&
  !(error instanceof ProlificAuthenticationError || error instanceof ProlificPermissionError)
