/** What is done by processes that are killed: written as a person's script would be, to be run again until it is through. */
import { setTimeout } from 'node:timers/promises'
import { Money, ProlificError } from 'prolific-kit'
import type { BonusState, ReviewRule, Workflows } from '../../src/index.ts'

export interface Task {
  /** Draft that shall be published. */
  draft: string
  /** Study whose submissions are approved and whose participants get bonuses: by submission, what they shall have in all, in minor units. */
  study: string
  bonuses: Readonly<Record<string, number>>
}

export interface Doing {
  signal: AbortSignal
  /** Whether the process that asks does it, or leaves it to workers. */
  by?: 'itself' | 'workers'
}

/** Does all of a task, whatever of it is done already. */
export async function doAll(workflows: Workflows, task: Task, doing: Doing): Promise<void> {
  await Promise.all([publishDraft(workflows, task, doing), approveAll(workflows, task, doing)])
  await payAll(workflows, task, doing)
}

const RULES: ReviewRule[] = [
  { when: { codes: 'completed' }, then: { action: 'approve', reason: 'right code' } },
]

/** Whatever is refused or uncertain is tried again by a new plan, as a person would after reading why. */
async function publishDraft({ publishing }: Workflows, { draft }: Task, { signal }: Doing): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    try {
      await publishing.publish(await publishing.plan(draft, { visit: false }), { signal })
      return
    } catch (error) {
      if (!(error instanceof ProlificError)) throw error
      await setTimeout(50)
    }
  }
}

async function approveAll(
  { review }: Workflows,
  task: Task,
  { signal, by = 'itself' }: Doing,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    try {
      const proposal = await review.propose({ study_id: task.study, rules: RULES })
      if (!proposal.counts.approve) return
      await review.carryOut(proposal, { signal, wait: by === 'itself' })
    } catch (error) {
      if (!(error instanceof ProlificError)) throw error
    }
    await setTimeout(by === 'itself' ? 20 : 300)
  }
}

async function payAll({ bonuses }: Workflows, task: Task, { signal, by = 'itself' }: Doing): Promise<void> {
  const { study: study_id } = task
  const rows = Object.entries(task.bonuses).map(([submission_id, minor]) => ({
    submission_id,
    amount: Money.fromMinorUnits(minor, 'GBP'),
  }))
  const until = by === 'itself' ? 'paid' : 'committed'
  for (;;) {
    signal.throwIfAborted()
    const plan = await bonuses.plan({ study_id, rows })
    if (plan.problems.length === 0) {
      const { counts } = await bonuses.pay(plan, { until, signal })
      if (counts.paid > 0 && plan.amount.isPositive === false && !isOpen(counts)) return
    }
    if (by === 'itself') await bonuses.reconcile({ study_id, signal })
    await setTimeout(by === 'itself' ? 20 : 300)
  }
}

const isOpen = ({ planned, set_up, attempted, uncertain }: Record<BonusState, number>): boolean =>
  planned + set_up + attempted + uncertain > 0
