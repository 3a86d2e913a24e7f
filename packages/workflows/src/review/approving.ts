/** Approvals of a workspace: one bulk request after another, whatever proposals they belong to. */
import { ProlificValidationError } from 'prolific-kit'
import type { Context } from '../context.ts'
import { type AskedApproval, approveInBulk, MOST_IDS } from './bulk-approve.ts'
import { type Change, change } from './changing.ts'

interface Ready {
  proposal_id: string
  submission_id: string
}

/** Asks for all that are ready. Throws what a request failed with, if it was not about single submissions. */
export async function approveReady(
  context: Context,
  workspace_id: string,
  signal: AbortSignal,
): Promise<void> {
  const { client, timing } = context
  for (;;) {
    signal.throwIfAborted()
    const mine = await attempt(context, workspace_id)
    if (mine.length === 0) return
    const proposals = new Map<string, string[]>()
    for (const { submission_id, proposal_id } of mine)
      proposals.set(submission_id, [...(proposals.get(submission_id) ?? []), proposal_id])
    const outcomes = await approveInBulk(client, [...proposals.keys()], {
      signal,
      onOutcome: (asked) => keep(context, proposals, asked),
    })
    for (const proposal_id of new Set(mine.map((one) => one.proposal_id)))
      await context.jobs.send('review.look', proposal_id, { proposal_id }, { after: timing.look })
    const failed = outcomes.find(({ result }) => result === 'failed')
    if (failed?.error instanceof ProlificValidationError) {
      await giveUp(context, mine, failed.error)
      continue
    }
    if (failed) throw failed.error
    if (outcomes.some(({ result }) => result === 'unknown')) {
      // Whatever lost the answer would most likely lose the next one.
      await context.jobs.send('review.approve', workspace_id, { workspace_id }, { after: timing.look })
      return
    }
  }
}

/** So many were refused one after another that it is about something else than single ones: a person has to look. */
async function giveUp({ db, timing }: Context, mine: readonly Ready[], error: Error): Promise<void> {
  for (const { proposal_id, submission_id } of mine)
    await change(db, {
      proposal_id,
      submissions: [submission_id],
      to: 'failed',
      from: ['ready'],
      at: timing.now(),
      reason: error.message,
    })
}

/** Takes what is ready, so many at once, and writes that it is asked for before it is. */
async function attempt({ db, timing }: Context, workspace_id: string): Promise<Ready[]> {
  const ready = await db
    .selectFrom('review_rows')
    .innerJoin('review_proposals', 'review_proposals.id', 'review_rows.proposal_id')
    .select(['proposal_id', 'submission_id'])
    .where('workspace_id', '=', workspace_id)
    .where('action', '=', 'approve')
    .where('review_rows.state', '=', 'ready')
    .orderBy('proposal_id')
    .orderBy('submission_id')
    .limit(MOST_IDS)
    .execute()
  const mine: Ready[] = []
  for (const proposal_id of new Set(ready.map((one) => one.proposal_id))) {
    const submissions = ready
      .filter((one) => one.proposal_id === proposal_id)
      .map(({ submission_id }) => submission_id)
    const changed = await change(db, {
      proposal_id,
      submissions,
      to: 'attempted',
      from: ['ready'],
      at: timing.now(),
      reason: 'its approval is being asked for',
      attempt: true,
    })
    mine.push(...changed.map((submission_id) => ({ proposal_id, submission_id })))
  }
  return mine
}

const WAYS: Readonly<Record<AskedApproval['result'], { to?: Change['to']; why: string }>> = {
  asked: { to: 'asked', why: 'Prolific approves it within some minutes' },
  refused: { why: '' },
  failed: { to: 'ready', why: 'the request failed, and nothing was approved by it' },
  'not asked': { to: 'ready', why: 'was not asked for yet' },
  // Looked at until it shows.
  unknown: { why: '' },
}

async function keep(
  context: Context,
  proposals: ReadonlyMap<string, readonly string[]>,
  asked: readonly AskedApproval[],
): Promise<void> {
  const byWay = new Map<string, string[]>()
  for (const { id, result, error } of asked) {
    if (result === 'refused') await keepRefused(context, proposals.get(id)!, id, error!)
    else byWay.set(result, [...(byWay.get(result) ?? []), id])
  }
  for (const [result, ids] of byWay) {
    const { to, why } = WAYS[result as AskedApproval['result']]
    if (!to) continue
    for (const proposal_id of new Set(ids.flatMap((id) => proposals.get(id)!)))
      await change(context.db, {
        proposal_id,
        submissions: ids.filter((id) => proposals.get(id)!.includes(proposal_id)),
        to,
        from: ['attempted'],
        at: context.timing.now(),
        reason: why,
      })
  }
}

/** One that spoils a request is mostly one that somebody else has decided on in the meantime. */
async function keepRefused(
  { client, db, timing }: Context,
  proposals: readonly string[],
  id: string,
  error: Error,
): Promise<void> {
  const status = await client.submissions.retrieve({ id }).then(
    (saw) => saw.status,
    () => undefined,
  )
  const [to, reason] =
    status === 'APPROVED'
      ? (['done', 'approved already'] as const)
      : status === undefined || status === 'AWAITING REVIEW'
        ? (['failed', error.message] as const)
        : (['left', `changed since it was proposed: it is ${status}`] as const)
  for (const proposal_id of proposals)
    await change(db, { proposal_id, submissions: [id], to, from: ['attempted'], at: timing.now(), reason })
}
