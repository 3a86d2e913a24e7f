import { Money, type Study } from 'prolific-kit'
import { type MustExclude, missingFrom } from './exclusions.ts'
import type { PublishPlan } from './plan.ts'

type Facts = Pick<PublishPlan, 'cost' | 'wallet' | 'budget' | 'exclusions' | 'visits'>

/** Why a study cannot be published as it was asked for. */
export function problemsOf(study: Study, facts: Facts, mustExclude: MustExclude = {}): string[] {
  const { cost, wallet, budget, exclusions, visits = [] } = facts
  const problems: string[] = []
  if (study.status !== 'UNPUBLISHED' && study.status !== 'SCHEDULED')
    problems.push(`It is ${study.status}: only a draft can be published.`)
  else if (study.is_ready_to_publish === false)
    problems.push('Fields that publishing needs are missing: read it with `prolific-kit studies retrieve`.')
  if (wallet && wallet.after.compare(Money.fromMinorUnits(0, cost.total.currency)) < 0)
    problems.push(
      `The wallet has ${wallet.before} at hand and ${cost.total} is needed: top it up by ${cost.total.minus(wallet.before)}.`,
    )
  if (budget && budget.currency !== cost.total.currency)
    problems.push(`The budget is in ${budget.currency}, and the study pays in ${cost.total.currency}.`)
  else if (budget && cost.total.compare(budget) > 0)
    problems.push(`It costs ${cost.total}, ${cost.total.minus(budget)} more than the budget of ${budget}.`)
  problems.push(...missingFrom(exclusions, mustExclude))
  for (const { address, answers } of visits)
    if ('problem' in answers) problems.push(`${address.split('?')[0]} ${answers.problem}`)
  return problems
}
