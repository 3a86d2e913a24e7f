import { Money, Prolific, type Study } from 'prolific-kit'
import { minutesTaken, review } from '../../demo/review.ts'
import { RefusedError } from '../../exit-codes.ts'
import type { Fields } from '../effects.ts'
import { withMoney } from '../execute.ts'
import { currencyOf } from '../plans/money.ts'
import { anyFields, object, text, whole } from '../schemas.ts'
import { tool } from '../tool.ts'

/** What belongs to the account, and is not there in a sandbox. */
const NOT_IN_A_SANDBOX = [
  'project',
  'workspace',
  'publish_at',
  'filter_set_id',
  'filter_set_version',
  'credential_pool_id',
  'study_type',
]

type NewStudy = Parameters<Prolific['studies']['create']>[0]

export const rehearseStudy = tool<{ id?: string; study?: Fields; participants?: number; seed?: string }>({
  name: 'rehearse_study',
  title: 'Rehearse a study',
  description:
    'Runs a study from draft to reviewed on a local sandbox with virtual participants, some of them careless. Nothing is real: no money, no people, no visit to your address. Give the `id` of a draft, or `study` as draft_study takes it.',
  uses: ['studies.retrieve'],
  input: () =>
    object({
      id: text('Study to copy'),
      study: anyFields('Fields of a study'),
      participants: whole('How many come; as many as there are places unless said, 50 at most', 1, 200),
      seed: text('The same seed gives the same people'),
    }),
  run: async ({ id, study, participants, seed = 'rehearsal' }, { desk }) => {
    if ((id === undefined) === (study === undefined)) throw new RefusedError('Give id or study, one of them.')
    const fields = study ?? (await fieldsOf(desk.client, id!))
    const { createSandbox } = await import('@prolific-kit/sandbox')
    const sandbox = await createSandbox({ seed, port: false })
    const client = new Prolific({
      apiKey: sandbox.key,
      baseUrl: sandbox.url,
      fetch: (input, init) => sandbox.fetch(input as string, init),
    })
    try {
      const currency = 'GBP'
      const [workspace] = (await client.workspaces.list()).rows
      const workspace_id = workspace!.id!
      const project = await client.projects.createForWorkspace({ workspace_id, title: 'Rehearsal' })
      const defaults = { prolific_id_option: 'url_parameters', device_compatibility: [] }
      const draft = await client.studies.create({
        ...defaults,
        ...withMoney(fields),
        project: project.id,
      } as unknown as NewStudy)
      const balance = async () => {
        const { available_balance } = await client.workspaces.getBalance({ workspace_id })
        return Money.fromMinorUnits(available_balance, currency)
      }
      const before = await balance()
      await client.studies.publish({ id: draft.id })
      const locked = before.minus(await balance())
      const count = participants ?? Math.min(draft.total_available_places, 50)
      const came = await sandbox.participants.arrive({
        study: draft.id,
        count,
        behaviour: 'mixed',
        within: '6 hours',
      })
      await sandbox.idle()
      const reviewed = await decide(client, draft)
      await sandbox.idle()
      return {
        sandbox: true,
        locked_on_publishing: locked.toString(),
        participants: { asked: count, not_found: came.missing },
        submissions: reviewed.counts,
        decisions: reviewed.reasons,
        median_minutes: reviewed.median,
        spent: before.minus(await balance()).toString(),
        status: (await client.studies.retrieve({ id: draft.id })).status,
      }
    } finally {
      client.close()
      await sandbox.close()
    }
  },
})

/** The fields of a study of the account, as a new one takes them. */
async function fieldsOf(client: Prolific, id: string): Promise<Fields> {
  const study = await client.studies.retrieve({ id })
  if (study.data_collection_method)
    throw new RefusedError(
      'A study of the Task Builder needs its batch or collection, which a sandbox does not have.',
    )
  const { contentOf } = await import('@prolific-kit/workflows')
  const fields = Object.entries(contentOf(study)).filter(([name]) => !NOT_IN_A_SANDBOX.includes(name))
  const currency = await currencyOf(client, study)
  return {
    ...Object.fromEntries(fields),
    completion_codes: study.completion_codes?.map((code) => priced(code, currency)),
  }
}

/** A new study takes the reward of a screen-out as Money. */
const priced = (code: NonNullable<Study['completion_codes']>[number], currency: 'GBP' | 'USD'): Fields => ({
  ...code,
  actions: code.actions?.map((action) =>
    'fixed_screen_out_reward' in action
      ? { ...action, fixed_screen_out_reward: Money.fromMinorUnits(action.fixed_screen_out_reward, currency) }
      : action,
  ),
})

/** Reviews what was handed in by the careful rules of the demo. */
async function decide(client: Prolific, study: Study) {
  const codes = (study.completion_codes ?? []).map(({ code, code_type }) => ({ code, code_type }))
  const reasons: Record<string, number> = {}
  const minutes: number[] = []
  for (const row of await client.submissions.list({ study: study.id }).toArray()) {
    const decision = review(row, { codes, estimatedMinutes: study.estimated_completion_time })
    const reason = `${decision.action}: ${decision.reason.replace(/[\d.]+ minutes/g, 'some minutes')}`
    reasons[reason] = (reasons[reason] ?? 0) + 1
    const taken = minutesTaken(row)
    if (taken !== undefined) minutes.push(taken)
    if (decision.action === 'approve') await client.submissions.approve({ id: row.id })
  }
  minutes.sort((a, b) => a - b)
  return {
    counts: await client.studies.countSubmissions({ id: study.id }),
    reasons,
    median: minutes.length ? Number(minutes[Math.floor(minutes.length / 2)]!.toFixed(1)) : undefined,
  }
}
