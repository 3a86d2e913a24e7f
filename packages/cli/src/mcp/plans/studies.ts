/** What publishing, starting and changing studies would do. */
import { Money, type Study } from 'prolific-kit'
import { RefusedError } from '../../exit-codes.ts'
import { columns, plain } from '../../output.ts'
import type { Desk } from '../desk.ts'
import type { Fields } from '../effects.ts'
import { type Cost, NOTHING } from '../plan.ts'
import { amount, currencyOf, priceOf, studyCost, walletNote } from './money.ts'
import { type Client, idOf, type Planner, type Sketch } from './planner.ts'

/** What of a study an approval is bound to: all that people see of it, all that costs, and where it stands. */
async function boundFields(study: Study): Promise<Fields> {
  const { contentOf } = await import('@prolific-kit/workflows')
  return { id: study.id, status: study.status, ...contentOf(study) }
}

/** A study in a few lines, for the person who decides. */
export async function studyLines(client: Client, study: Study): Promise<string[]> {
  const reward = Money.fromMinorUnits(study.reward, await currencyOf(client, study))
  const codes = (study.completion_codes ?? []).map(
    ({ code, code_type, actions }) =>
      `${code} (${code_type}: ${(actions ?? []).map(({ action }) => action).join(', ') || 'review'})`,
  )
  const filters = JSON.stringify(study.filters ?? [])
  return [
    `study     ${study.name} (${study.id}, ${study.status})`,
    `address   ${study.external_study_url ?? study.access_details?.map((one) => one.external_url).join(', ') ?? 'the Task Builder'}`,
    `pays      ${reward} to each of ${study.total_available_places} for ${study.estimated_completion_time} minutes`,
    `project   ${study.project ?? 'none'}${study.workspace ? `, wallet of workspace ${study.workspace}` : ''}`,
    `codes     ${codes.join('; ') || 'none'}`,
    `filters   ${study.filter_set_id ? `the set ${study.filter_set_id}` : filters === '[]' ? 'none: everybody can take part' : filters.slice(0, 600)}`,
  ]
}

/** What of a plan moves by itself: nothing of it is bound. */
const MOVES = ['wallet', 'eligible']

/** Publishing locks what the whole study costs. What the command line would not publish is refused here too. */
export const planPublish: Planner = async ({ client }, input) => {
  const [{ planPublishing }, { rowsOf }] = await Promise.all([
    import('@prolific-kit/workflows'),
    import('../../publishing/describe.ts'),
  ])
  const id = idOf(input)
  const [plan, study] = await Promise.all([planPublishing(client, id), client.studies.retrieve({ id })])
  if (plan.problems.length)
    throw new RefusedError(
      `Study ${id} cannot be published: ${plan.problems.map(plain).join(' ')} Nothing was done.`,
    )
  const cost = dearer(plan.cost.total, await studyCost(client, study))
  const when = input.publish_at ?? study.publish_at
  const rows = rowsOf(plan)
  return {
    lines: linesOf([
      ...rows.filter(([name]) => !MOVES.includes(name!)),
      ...(when ? [['goes live', plain(String(when))]] : []),
    ]),
    cost: amount(cost, study.id),
    facts: { study: await boundFields(study), hash: plan.hash, cost: cost.toString() },
    notes: linesOf(rows.filter(([name]) => MOVES.includes(name!))),
  }
}

const linesOf = (rows: string[][]): string[] => columns(rows).split('\n')

/** Prolific may not count screen-outs yet. */
const dearer = (one: Money, other: Money): Money => (one.compare(other) > 0 ? one : other)

/** Starting again locks the money of open places: how many there are is not told, so all count. */
export const planStart: Planner = async ({ client }, input) => {
  const study = await client.studies.retrieve({ id: idOf(input) })
  const cost = await studyCost(client, study)
  return {
    lines: await studyLines(client, study),
    cost: amount(cost),
    facts: { study: await boundFields(study), cost: cost.toString() },
    notes: ['Places that are paid or locked already cost nothing more: the cost counts all of them.'],
  }
}

export const planTransition: Planner = (desk, input) =>
  input.action === 'START' ? planStart(desk, input) : planPublish(desk, input)

export const planUpdate: Planner = async ({ client }, input) => {
  const study = await client.studies.retrieve({ id: idOf(input) })
  const { id: _, ...changes } = input
  const cost = await costOfChanges(client, study, changes)
  return {
    lines: [
      ...(await studyLines(client, study)),
      ...Object.entries(changes).map(
        ([field, value]) => `change    ${field}: ${text(study[field as keyof Study])} → ${text(value)}`,
      ),
    ],
    cost,
    facts: { study: await boundFields(study) },
    notes: await walletNote(client, study),
  }
}

const text = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300)

async function costOfChanges(client: Client, study: Study, changes: Fields): Promise<Cost> {
  if (study.status === 'SCHEDULED') {
    // It goes live by itself, as it is then.
    const changed = { ...study, ...changes } as Study
    return amount(await studyCost(client, changed), study.id)
  }
  if (study.status === 'UNPUBLISHED')
    return amount(await studyCost(client, { ...study, ...changes } as Study), study.id)
  for (const field of ['access_details', 'completion_codes', 'data_collection_metadata'])
    if (changes[field] != null)
      return { kind: 'unknown', why: `what more ${field} lock cannot be computed; use the command line` }
  const currency = await currencyOf(client, study)
  const { total_available_places: had } = study
  const places = Number(changes.total_available_places ?? had)
  const reward = Number(minorUnits(changes.reward ?? study.reward))
  if (!Number.isSafeInteger(places) || !Number.isSafeInteger(reward)) return NOTHING // refused when it is sent
  const raise = await priceOf(client, currency, Math.max(0, reward - study.reward), had)
  const cost = raise.plus(await priceOf(client, currency, reward, Math.max(0, places - had)))
  return cost.toHundredths() > 0 ? amount(cost, study.id) : NOTHING
}

const minorUnits = (value: unknown): unknown => (value instanceof Money ? value.toMinorUnits() : value)

/** Whether a draft is only a draft, so that to change it changes nothing that is live or will go live by itself. */
export async function isMereDraft({ client }: Desk, id: string): Promise<boolean> {
  const study = await client.studies.retrieve({ id })
  if (study.status !== 'UNPUBLISHED') return false
  if (!study.project) return true
  const collections = await client.studyCollections.list({ project_id: study.project }).toArray()
  return !collections.some(({ status, study_ids }) => status !== 'UNPUBLISHED' && study_ids?.includes(id))
}

/** Publishing a collection locks what all its studies cost. */
export const planCollection: Planner = async ({ client }, input): Promise<Sketch> => {
  const collection = await client.studyCollections.retrieve({ id: idOf(input) })
  const ids = (input.study_ids as string[] | undefined) ?? collection.study_ids ?? []
  const studies = await Promise.all(ids.map((id) => client.studies.retrieve({ id })))
  const costs = await Promise.all(studies.map((study) => studyCost(client, study)))
  const [first] = costs
  const cost = first ? amount(Money.sum(costs, first.currency)) : NOTHING
  const lines = await Promise.all(studies.map((study) => studyLines(client, study)))
  return {
    lines: [
      `collection ${collection.name ?? ''} (${collection.id}, ${collection.status ?? 'of unknown status'})`,
      ...lines.flat(),
    ],
    cost,
    facts: {
      status: collection.status,
      publish_at: collection.publish_at,
      studies: await Promise.all(studies.map(boundFields)),
    },
  }
}

/** Test participants are paid, and by what the vendor's help says paid back: until then it counts. */
export const planTestStudy: Planner = async ({ client }, input) => {
  const study = await client.studies.retrieve({ id: idOf(input) })
  const cost = await studyCost(client, study)
  return {
    lines: await studyLines(client, study),
    cost: amount(cost),
    facts: { study: await boundFields(study), cost: cost.toString() },
    notes: [
      'The vendor says that test studies cost nothing, or that what they cost comes back within a day.',
    ],
  }
}
