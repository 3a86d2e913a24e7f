import { type PublishPlan, placeholdersOf } from '@prolific-kit/workflows'
import type { StudyFilter } from 'prolific-kit'
import { columns, plain } from '../output.ts'

/** A plan for people. */
export const describe = (plan: PublishPlan): string => columns(rowsOf(plan))

/** What a plan says, each with the name of what it is about. */
export function rowsOf(plan: PublishPlan): string[][] {
  const { study, places, reward, cost, wallet, eligible, filters, codes, addresses } = plan
  const parts = (['rewards', 'fees', 'vat'] as const)
    .filter((part) => cost[part])
    .map((part) => `${part === 'vat' ? 'VAT' : part} ${cost[part]}`)
  return [
    ['study', `${plain(study.name)} (${study.id}, ${plain(study.status)})`],
    ['places', `${places} at ${reward}; ${payText(plan)}`],
    ['cost', `${cost.total}${parts.length ? `: ${parts.join(', ')}` : ', fees and VAT included'}`],
    ['wallet', wallet ? `${wallet.before} at hand, ${wallet.after} after publishing` : 'not shown to you'],
    [
      'eligible',
      eligible === undefined ? 'not known' : eligible ? `${eligible} people` : 'fewer than 25 people',
    ],
    ['filters', filters.map(filterText).join('; ') || 'none: everybody may take part'],
    ['kept out', keptOut(plan)],
    ...codes.map(({ code, type, actor, does }) => [
      'code',
      `${code === null ? '(none is needed)' : plain(code)} ${plain(type)}${actor === 'participant' ? '' : ` for the ${plain(actor)}`}: ${does.map(plain).join(', ')}`,
    ]),
    ...addresses.map((address) => [
      'address',
      `${plain(address.split('?')[0]!)}, with ${placeholdersOf(address).join(', ') || 'no placeholders'}`,
    ]),
    ...plan.doubts.map((text) => ['look at', plain(text)]),
    ...plan.problems.map((text) => ['wrong', plain(text)]),
  ]
}

/** What participants earn an hour, beside what they should. */
function payText({ reward_per_hour, rates = {} }: PublishPlan): string {
  const { minimum, recommended } = rates
  const beside = [minimum && `${minimum} is the least`, recommended && `${recommended} is recommended`]
  const told = beside.filter(Boolean).join(', ')
  return `${reward_per_hour} an hour by your estimate${told && ` (${told})`}`
}

/** Those who took part before, if they are kept out: by filter, with their names. */
function keptOut({ filters, exclusions: { studies, groups } }: PublishPlan): string {
  const names = new Map(
    [...studies, ...groups].map(({ id, name }) => [id, name ? `${plain(name)} (${id})` : id]),
  )
  const lists = filters.flatMap((filter) => {
    if (!filter.filter_id.endsWith('_blocklist') || !('selected_values' in filter)) return []
    const named = filter.selected_values.flatMap((id) => names.get(id) ?? [])
    return `${filterText(filter)}${named.length ? `: ${named.join(', ')}` : ''}`
  })
  return lists.join('; ') || 'nobody who took part before'
}

/** A filter in few words: `age 18 to 65`, `handedness (1 value)`. */
function filterText(filter: StudyFilter): string {
  const id = plain(filter.filter_id)
  if ('selected_range' in filter) {
    const { lower, upper } = filter.selected_range
    return `${id} ${[lower, upper].map((bound) => plain(String(bound ?? '…'))).join(' to ')}`
  }
  if ('selected_filters' in filter) return `${id}(${filter.selected_filters.map(filterText).join('; ')})`
  const count = filter.selected_values.length
  return `${id} (${count} ${count === 1 ? 'value' : 'values'})`
}
