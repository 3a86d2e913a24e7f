/** Rules that a study's completion codes obey. */
import type { FieldErrors } from './refusals.ts'
import type { StudyInput } from './study-rules.ts'
import type { CodeAction, CompletionCode, StudySpec } from './study-spec.ts'

type CodeInput = NonNullable<StudyInput['completion_codes']>[number]

/** Codes with every field, taking what is not said from the code of the same name. */
export function wholeCodes(
  input: readonly CodeInput[],
  base: readonly CompletionCode[],
  errors: FieldErrors,
): CompletionCode[] {
  return input.map((given, index) => {
    const known = base.find(({ code }) => code === given.code)
    const code_type = given.code_type ?? known?.code_type
    if (code_type === undefined) errors.completion_codes = [`Entry ${index}: code_type is required.`]
    const actions = given.actions.map((action): CodeAction => {
      if (action.action !== 'FIXED_SCREEN_OUT_PAYMENT') return action
      const before = known?.actions.find((one) => one.action === action.action)
      const reward = action.fixed_screen_out_reward ?? before?.fixed_screen_out_reward
      if (reward === undefined)
        errors.completion_codes = [`Entry ${index}: fixed_screen_out_reward is required.`]
      return { ...action, fixed_screen_out_reward: reward ?? 0 }
    })
    return {
      code: given.code,
      code_type: code_type ?? '',
      actions,
      actor: given.actor ?? known?.actor ?? 'participant',
    }
  })
}

/** What is wrong with the codes of a study. */
export function codeErrors(spec: StudySpec, groupExists: (id: string) => boolean): string[] {
  const codes = spec.completion_codes
  if (codes.length === 0) return ['This field is required.']
  const errors = codes.flatMap((code) => actionErrors(code, spec, groupExists))
  const repeated = codes.find(({ code }, index) => codes.findIndex((other) => other.code === code) < index)
  if (repeated) errors.push(`The code ${JSON.stringify(repeated.code)} is there twice; codes must be unique.`)
  if (codes.some(({ code }) => code === '')) errors.push('A code may not be blank.')
  const screenOuts = codes.flatMap(({ actions }) =>
    actions.filter(({ action }) => action === 'FIXED_SCREEN_OUT_PAYMENT'),
  )
  if (screenOuts.length > 1) errors.push('Only one code can have the action FIXED_SCREEN_OUT_PAYMENT.')
  const uncoded = codes.find(({ code }) => code === null)
  if (uncoded && uncoded.actor !== 'participant') errors.push('Without a code the actor must be participant.')
  if (uncoded?.actions.length) errors.push('Without a code there can be no actions.')
  if (uncoded && codes.filter(({ actor }) => actor === 'participant').length > 1) {
    errors.push('Where participants need no code, no other code can be for participants.')
  }
  return errors
}

function actionErrors(
  { code, actions, actor }: CompletionCode,
  spec: StudySpec,
  groupExists: (id: string) => boolean,
): string[] {
  const errors: string[] = []
  const has = (name: CodeAction['action']) => actions.some(({ action }) => action === name)
  const say = (message: string) => errors.push(`Code ${JSON.stringify(code)}: ${message}`)
  if (has('AUTOMATICALLY_APPROVE') && has('MANUALLY_REVIEW')) {
    say('AUTOMATICALLY_APPROVE and MANUALLY_REVIEW exclude each other.')
  }
  if (has('DYNAMIC_PAYMENT') && actor !== 'researcher') say('DYNAMIC_PAYMENT needs the actor researcher.')
  for (const action of actions) {
    if ('participant_group' in action && !groupExists(action.participant_group)) {
      say(`there is no participant group with id ${action.participant_group}.`)
    }
    if ('fixed_screen_out_reward' in action && action.fixed_screen_out_reward >= spec.reward) {
      say('fixed_screen_out_reward must be below the reward of the study.')
    }
  }
  return errors
}
