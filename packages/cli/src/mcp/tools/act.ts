/** Tools that change something. What spends or cannot be undone waits for a person. */

import type { BonusRow } from '@prolific-kit/workflows'
import { money } from 'prolific-kit'
import type { OperationName } from 'prolific-kit/contract'
import { RefusedError } from '../../exit-codes.ts'
import { propose } from '../ask-person.ts'
import { mustBeAllowed } from '../carry-out.ts'
import { type Fields, operationOf } from '../effects.ts'
import { execute, told } from '../execute.ts'
import { NothingMissing, planMissing } from '../ledger.ts'
import { NOTHING, type Plan, type Step } from '../plan.ts'
import { planCall } from '../plans/index.ts'
import { fieldsOf, listOf, object, text } from '../schemas.ts'
import { recordSetUp } from '../set-ups.ts'
import { tool, type Visit } from '../tool.ts'

const DRAFT = [
  'name',
  'internal_name',
  'description',
  'project',
  'external_study_url',
  'reward',
  'total_available_places',
  'estimated_completion_time',
] as const

export const draftStudy = tool<{ id?: string; study: Fields }>({
  name: 'draft_study',
  title: 'Draft a study',
  description:
    'Creates a draft, or changes the one with `id`. It costs nothing and nobody sees it. All fields of studies.create are taken (describe_operation tells them).',
  uses: ['studies.create'],
  input: (schemas) => ({
    type: 'object',
    properties: {
      id: text('The draft to change; left out, a new one is made'),
      study: {
        type: 'object',
        description: 'Its fields',
        properties: {
          ...fieldsOf(schemas, 'studies.create', DRAFT),
          completion_codes: listOf(
            { type: 'object' },
            'Such as {"code":"C1KQ7W2X","code_type":"COMPLETED","actions":[{"action":"MANUALLY_REVIEW"}]}',
          ),
          filters: listOf({ type: 'object' }, 'Who may take part, as find_audience counts them'),
        },
      },
    },
    required: ['study'],
  }),
  run: async ({ id, study }, { desk, person }) => {
    const defaults =
      id === undefined ? { prolific_id_option: 'url_parameters', device_compatibility: [] } : {}
    const name = id === undefined ? 'studies.create' : 'studies.update'
    const input = { ...defaults, ...study, ...(id !== undefined && { id }) }
    const answer = (await execute(desk, person, operationOf(name)!, input)) as Fields
    if (!('status' in answer)) return answer
    return {
      id: answer.id,
      name: answer.name,
      status: answer.status,
      total_cost_minor_units: answer.total_cost,
      next: 'check_study, rehearse_study, publish_study',
    }
  },
})

export const publishStudy = tool<{ id: string; publish_at?: string }>({
  name: 'publish_study',
  title: 'Publish a study',
  description:
    'Publishes a draft, now or at `publish_at`: its full cost is locked in the wallet. A person approves it first, as it is then.',
  uses: ['studies.publish', 'studies.schedulePublish'],
  input: () => object({ id: text('Draft'), publish_at: text('Moment, ISO 8601; left out, now') }, ['id']),
  run: ({ id, publish_at }, visit) =>
    one(visit, publish_at ? 'studies.schedulePublish' : 'studies.publish', {
      id,
      ...(publish_at && { publish_at }),
    }),
})

export const decideSubmissions = tool<{
  approve?: string[]
  reject?: { id: string; category: string; message: string }[]
}>({
  name: 'decide_submissions',
  title: 'Approve and reject submissions',
  description:
    'Approves submissions, whose participants are paid, and rejects others with a reason of 100 characters or more. A person approves the whole list first.',
  uses: ['submissions.bulkApprove', 'submissions.reject'],
  input: (schemas) =>
    object({
      approve: listOf({ type: 'string' }, 'Submissions to approve', 1000),
      reject: listOf(
        object(
          {
            id: text('Submission'),
            category: {
              ...fieldsOf(schemas, 'submissions.reject', ['rejection_category']).rejection_category!,
            },
            message: text('Reason, as the participant reads it'),
          },
          ['id', 'category', 'message'],
        ),
        'Submissions to reject',
        50,
      ),
    }),
  run: async ({ approve = [], reject = [] }, { desk, person }) => {
    if (new Set([...approve, ...reject.map(({ id }) => id)]).size < approve.length + reject.length)
      throw new RefusedError('A submission is named twice. Name each once, to approve or to reject.')
    const steps: Step[] = [
      ...(approve.length
        ? [{ operation: 'submissions.bulkApprove', input: { submission_ids: approve } } as const]
        : []),
      ...reject.map(
        ({ id, category, message }): Step => ({
          operation: 'submissions.reject',
          input: { id, rejection_category: category, message },
        }),
      ),
    ]
    if (steps.length === 0) throw new RefusedError('Name submissions to approve, to reject, or both.')
    const again = () =>
      planAll(steps, `approve ${approve.length} and reject ${reject.length} submissions`, desk)
    return told(await propose(desk, person, again))
  },
})

/** One plan of several calls, of which one at most costs something. */
async function planAll(steps: Step[], title: string, desk: Visit['desk']): Promise<Plan> {
  const plans: Plan[] = []
  for (const step of steps) plans.push(await planCall(desk, step))
  return {
    title,
    lines: plans.flatMap(({ title, lines }) => [`${title}:`, ...lines]),
    cost: plans.find(({ cost }) => cost.kind !== 'nothing')?.cost ?? NOTHING,
    steps,
    facts: plans.map(({ facts }) => facts),
    notes: plans.flatMap(({ notes }) => notes),
  }
}

interface Bonus {
  participant_id?: string
  submission_id?: string
  amount: string
}

export const payBonuses = tool<{ study_id: string; bonuses: Bonus[]; purpose?: string }>({
  name: 'pay_bonuses',
  title: 'Pay bonuses',
  description:
    'Pays bonuses once, after a person has approved each amount. Amounts are what people shall have got in all for `purpose`: called again, it pays only what is missing. If the answer is lost it is never tried again: it tells what to look at.',
  uses: ['bonuses.setUp', 'bonuses.pay'],
  input: () =>
    object(
      {
        study_id: text('Study'),
        purpose: text('What they are for, if people get several; "bonus" unless given'),
        bonuses: listOf(
          object(
            {
              participant_id: text('Participant; or submission_id'),
              submission_id: text('Submission; or participant_id'),
              amount: {
                type: 'string',
                description: 'Such as "0.50 GBP"',
                pattern: '^\\d+(\\.\\d{1,2})? (GBP|USD)$',
              },
            },
            ['amount'],
          ),
          'Who gets how much',
          200,
        ),
      },
      ['study_id', 'bonuses'],
    ),
  run: async ({ study_id, bonuses, purpose = 'bonus' }, visit) => {
    const { desk, person } = visit
    const rows = bonuses.map(({ amount, ...who }) => {
      const [number, currency] = amount.split(' ') as [string, 'GBP' | 'USD']
      return { ...who, amount: money(number, currency) }
    })
    if (!desk.options.ledger) {
      const { id } = await desk.changing(() => recordSetUp(desk, { study_id, bonuses: rows }))
      return one(visit, 'bonuses.pay', { id })
    }
    // Before anything is read or kept.
    const step = { operation: 'bonuses.pay', input: {} } as const
    mustBeAllowed(desk, { title: 'bonuses.pay: it spends money', steps: [step], cost: NOTHING })
    const wanted = { study_id, rows: rows as BonusRow[], purpose }
    try {
      return told(await propose(desk, person, () => planMissing(desk, wanted)))
    } catch (error) {
      if (!(error instanceof NothingMissing)) throw error
      return { outcome: 'done', done: [], note: error.message }
    }
  },
})

export const sendMessage = tool<{ study_id: string; recipient_ids: string[]; body: string }>({
  name: 'send_message',
  title: 'Write to participants',
  description:
    'Sends a message to participants of a study, each in a thread of their own. It cannot be taken back, so a person approves it first. call_operation with messages.list reads answers.',
  uses: ['messages.send', 'messages.sendBulk'],
  input: () =>
    object(
      {
        study_id: text('Study'),
        recipient_ids: listOf({ type: 'string' }, 'Participants', 500),
        body: text('The message, as they read it'),
      },
      ['study_id', 'recipient_ids', 'body'],
    ),
  run: ({ study_id, recipient_ids, body }, visit) => {
    const [recipient_id] = recipient_ids
    if (recipient_id === undefined) throw new RefusedError('Name at least one participant.')
    return recipient_ids.length === 1
      ? one(visit, 'messages.send', { study_id, recipient_id, body })
      : one(visit, 'messages.sendBulk', { study_id, ids: recipient_ids, body })
  },
})

const one = (visit: Visit, operation: OperationName, input: Fields): Promise<unknown> =>
  execute(visit.desk, visit.person, operationOf(operation)!, input)
