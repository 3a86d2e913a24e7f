/** A study from its draft to the last payment: participants, webhooks, approvals, messages and bonuses. */
import { Money } from 'prolific-kit'
import type { SubmissionSummary } from 'prolific-kit/contract'
import type { Mix, Sandbox } from '../src/index.ts'
import { clientOf, openReceiver, type Received, subscribe } from './receiver.ts'

export const REWARD = 150
export const BONUS = 25
/** Bonuses in one set, and approvals in one request. */
const AT_ONCE = 200

/** Nearly all hand in: with six arrivals for five places, each place is paid in the end. */
const MIX: Mix = { diligent: 80, speeder: 5, slow: 6, messages_you: 4, returns: 3, times_out: 2 }

export interface WholeStudy {
  readonly study: string
  readonly status: string | undefined
  /** The workspace that pays, and how many minor units it had before. */
  readonly workspace: string
  readonly paidIn: number
  /** What the receiver was sent, in its order. */
  readonly received: readonly Received[]
  readonly submissions: readonly SubmissionSummary[]
  /** Messages that participants wrote; each was answered. */
  readonly messages: number
}

/** Runs a study of so many places, to which people come in three days; looks in every six hours. */
export async function wholeStudy(
  sandbox: Sandbox,
  places: number,
  client = clientOf(sandbox),
): Promise<WholeStudy> {
  await using receiver = await openReceiver()
  const { workspace } = await subscribe(
    sandbox,
    receiver.url,
    'study.status.change',
    'submission.status.change',
  )
  const { total_balance: paidIn } = await sandbox.wallets.topUp({ amount: places * 1000 })
  const { id } = await client.studies.create({
    name: 'Reading faces',
    description: 'You will see faces and say what they feel.',
    external_study_url: 'https://example.org/?session={{%SESSION_ID%}}',
    prolific_id_option: 'url_parameters',
    completion_codes: [{ code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
    total_available_places: places,
    estimated_completion_time: 10,
    reward: REWARD,
  })
  const study = id!
  await client.studies.publish({ id: study })
  await sandbox.participants.arrive({ study, count: places * 1.2, behaviour: MIX, within: '3 days' })

  const answered = new Set<string>()
  for (let hours = 0; hours <= 84; hours += 6) {
    await sandbox.advance('6 hours')
    const waiting = await client.submissions
      .list({ study, status: 'AWAITING_REVIEW', page_size: 1000 })
      .toArray()
    for (const some of slices(waiting.map((row) => row.id)))
      await client.submissions.bulkApprove({ submission_ids: some })
    for (const { id, sender } of (await client.messages.listUnread()).rows) {
      if (!answered.has(id!))
        await client.messages.send({ recipient_id: sender!, body: 'Thank you!', study_id: study })
      answered.add(id!)
    }
  }
  await sandbox.idle()
  const submissions = await client.submissions.list({ study, page_size: 1000 }).toArray()
  const approved = submissions.filter(({ status }) => status === 'APPROVED')
  for (const some of slices(approved)) {
    const bonuses = some.map(({ id }) => ({ submission_id: id, amount: Money.fromMinorUnits(BONUS, 'GBP') }))
    const { id: set } = await client.bonuses.setUp({ study_id: study, bonuses })
    await client.bonuses.pay({ id: set })
  }
  await sandbox.idle()
  return {
    study,
    status: (await client.studies.retrieve({ id: study })).status,
    workspace,
    paidIn,
    received: receiver.received,
    submissions: await client.submissions.list({ study, page_size: 1000 }).toArray(),
    messages: answered.size,
  }
}

function slices<T>(items: readonly T[]): T[][] {
  const from = Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, n) => n * AT_ONCE)
  return from.map((start) => items.slice(start, start + AT_ONCE))
}
