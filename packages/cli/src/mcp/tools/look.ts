/** Tools that only look. */
import { Money } from 'prolific-kit'
import { minutesTaken, review } from '../../demo/review.ts'
import type { Fields } from '../effects.ts'
import { isCurrency } from '../plans/money.ts'
import { object, text, VIEW } from '../schemas.ts'
import { tool, type Visit } from '../tool.ts'
import { marked } from '../untrusted.ts'

const MOST_PLACES = 10

export const overview = tool<Record<string, never>>({
  name: 'overview',
  title: 'Account, workspaces and limits',
  description:
    'Tells whose account this is, its workspaces with balances and projects, and what this server may do and spend.',
  uses: ['users.me', 'workspaces.list', 'workspaces.getBalance', 'projects.listForWorkspace'],
  input: () => object({}),
  run: async (_, { desk }) => {
    const { client, mode, spending } = desk
    const workspaces = await client.workspaces.list().toArray({ limit: MOST_PLACES })
    return {
      account: desk.account,
      address: desk.baseUrl,
      mode,
      ...(spending && {
        spending: {
          limit: spending.limit.toString(),
          used: spending.spent().toString(),
          left: spending.left().toString(),
        },
      }),
      workspaces: await Promise.all(
        workspaces.map(async ({ id, title }) => ({
          id,
          title,
          available: await balance(desk.client, id),
          projects: (
            await client.projects.listForWorkspace({ workspace_id: id }).toArray({ limit: MOST_PLACES })
          ).map((project) => ({ id: project.id, title: project.title })),
        })),
      ),
    }
  },
})

async function balance(client: Visit['desk']['client'], workspace_id: string): Promise<string> {
  const { ProlificPermissionError } = await import('prolific-kit')
  try {
    const { available_balance, currency_code } = await client.workspaces.getBalance({ workspace_id })
    return isCurrency(currency_code)
      ? Money.fromMinorUnits(available_balance, currency_code).toString()
      : `${available_balance} minor units of ${currency_code}`
  } catch (error) {
    if (error instanceof ProlificPermissionError) return 'not shown to this account'
    throw error
  }
}

export const checkStudy = tool<{ id: string }>({
  name: 'check_study',
  title: 'Check a draft before it is published',
  description:
    'Tells what a study costs with fees, what the wallet has, how many people are eligible, its codes, and what looks wrong.',
  uses: [
    'studies.retrieve',
    'studies.retrieveCost',
    'workspaces.getBalance',
    'filters.countParticipants',
    'rewardRecommendations.list',
    'participantGroups.retrieve',
  ],
  input: () => object({ id: text('Study') }, ['id']),
  run: async ({ id }, { desk: { client } }) => {
    const { planPublishing } = await import('@prolific-kit/workflows')
    const { wallet, cost, rates, ...plan } = await planPublishing(client, id)
    return {
      ...plan,
      ...(rates && {
        rates: { minimum: rates.minimum?.toString(), recommended: rates.recommended?.toString() },
      }),
      reward: plan.reward.toString(),
      reward_per_hour: plan.reward_per_hour.toString(),
      cost: Object.fromEntries(Object.entries(cost).map(([part, amount]) => [part, amount.toString()])),
      ...(wallet && { wallet: { before: wallet.before.toString(), after: wallet.after.toString() } }),
    }
  },
})

export const watchStudy = tool<{ id: string }>({
  name: 'watch_study',
  title: 'See how far a study is',
  description:
    'Tells the status of a study and its submissions by status. Call it again later; a study takes hours.',
  uses: ['studies.retrieve', 'studies.countSubmissions'],
  input: () => object({ id: text('Study') }, ['id']),
  run: async ({ id }, { desk: { client } }) => {
    const study = await client.studies.retrieve({ id })
    const counts = await client.studies.countSubmissions({ id })
    return {
      id,
      name: study.name,
      status: study.status,
      places: study.total_available_places,
      taken: study.places_taken,
      submissions: counts,
    }
  },
})

export const reviewSubmissions = tool<{ study_id: string; status?: string; offset?: number; limit?: number }>(
  {
    name: 'review_submissions',
    title: 'Review submissions',
    description:
      'Lists submissions of a study with time taken, whether the code is right, and a careful suggestion. It decides nothing: decide_submissions does.',
    uses: ['studies.retrieve', 'submissions.list'],
    input: () =>
      object(
        {
          study_id: text('Study'),
          status: text(
            'Only this status, as answers spell it; "AWAITING REVIEW" unless said, "ALL" for every one',
          ),
          offset: VIEW.offset!,
          limit: VIEW.limit!,
        },
        ['study_id'],
      ),
    run: async ({ study_id, status = 'AWAITING REVIEW', offset = 0, limit = 20 }, { desk: { client } }) => {
      const study = await client.studies.retrieve({ id: study_id })
      const expected = {
        codes: (study.completion_codes ?? []).map(({ code, code_type }) => ({ code, code_type })),
        estimatedMinutes: study.estimated_completion_time,
      }
      const all = await client.submissions.list({ study: study_id }).toArray()
      const rows = all.filter((row) => status === 'ALL' || row.status === status.replaceAll('_', ' '))
      const shown = rows.slice(offset, offset + limit).map((row) => {
        const { action, reason } = review(row, expected)
        const minutes = minutesTaken(row)
        const { id, participant_id, study_code, status } = row
        return {
          id,
          participant_id,
          status,
          ...(minutes !== undefined && { minutes: Math.round(minutes * 10) / 10 }),
          ...(marked('submissions.list', { study_code }) as Fields),
          suggestion: `${action}: ${reason}`,
        }
      })
      const left = rows.length - offset - shown.length
      return {
        of_this_status: rows.length,
        submissions: shown,
        ...(left > 0 && { more: `${left} more: ask with offset ${offset + shown.length}` }),
      }
    },
  },
)
