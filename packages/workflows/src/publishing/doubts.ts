import type { Study } from 'prolific-kit'
import type { PublishPlan } from './plan.ts'

const PLACEHOLDERS = ['PROLIFIC_PID', 'STUDY_ID', 'SESSION_ID']

/** What Prolific lets pass and what has cost people data or money all the same. */
export function doubtsAbout(
  study: Study,
  facts: Pick<
    PublishPlan,
    'eligible' | 'places' | 'codes' | 'addresses' | 'rates' | 'reward_per_hour' | 'exclusions'
  >,
  baseUrl: string,
): string[] {
  const { eligible, places, codes, addresses, rates, reward_per_hour, exclusions } = facts
  const doubts: string[] = []
  if (eligible === undefined) doubts.push('How many people are eligible could not be counted.')
  else if (eligible < places)
    doubts.push(
      `${eligible || 'Fewer than 25'} people are eligible for ${places} places: look at the filters.`,
    )
  if (rates?.minimum && reward_per_hour.compare(rates.minimum) < 0)
    doubts.push(
      `It pays less an hour than Prolific’s minimum, ${reward_per_hour} for ${rates.minimum}: raise the reward or mend the estimated time.`,
    )
  const participants = codes.filter(({ actor }) => actor === 'participant')
  if (participants.length === 0)
    doubts.push('No completion code is for participants: nobody can hand in with one.')
  else if (!participants.some(({ type }) => type === 'COMPLETED'))
    doubts.push('No completion code has the type COMPLETED.')
  for (const { id, name, is_deleted } of exclusions.groups)
    if (is_deleted) doubts.push(`Group ${name} (${id}), whose members are to be kept out, has been removed.`)
  for (const address of addresses) doubts.push(...doubtsAboutAddress(address, study, baseUrl))
  return doubts
}

function doubtsAboutAddress(address: string, study: Study, baseUrl: string): string[] {
  const doubts: string[] = []
  const used = placeholdersOf(address)
  if (study.prolific_id_option === 'url_parameters' && !study.is_external_study_url_secure) {
    if (!used.includes('PROLIFIC_PID'))
      doubts.push(`The address has no {{%PROLIFIC_PID%}}: you will not learn who takes part.`)
    if (!used.includes('SESSION_ID'))
      doubts.push(`The address has no {{%SESSION_ID%}}: you cannot tell submissions of one person apart.`)
  }
  const braces = address.match(/\{+[^{}]*\}+|%7B%7B.*?%7D%7D/gi) ?? []
  for (const text of braces)
    if (!PLACEHOLDERS.some((name) => text === `{{%${name}%}}`))
      doubts.push(
        `${text} in the address is no placeholder: those are ${PLACEHOLDERS.map((name) => `{{%${name}%}}`).join(', ')}.`,
      )
  if (isOwnMachine(address) && !isOwnMachine(baseUrl))
    doubts.push(`${address.split('?')[0]} is on your own machine: participants cannot reach it.`)
  return doubts
}

/** The placeholders that an address has, by their names. */
export const placeholdersOf = (address: string): string[] =>
  PLACEHOLDERS.filter((name) => address.includes(`{{%${name}%}}`))

const isOwnMachine = (address: string): boolean =>
  /^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\]|[^/]*\.localhost)/i.test(address)
