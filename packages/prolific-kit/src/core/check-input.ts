import type { Advice } from '../contract/advice.ts'
import { loadInputs } from '../contract/schemas.ts'
import type { Fields } from '../prepare/prepare.ts'
import type { Problem } from './problem.ts'

/** What is to be said of an input. */
export interface Checked {
  problems: readonly Problem[]
  /** Why a field is left out that is taken from older clients and not sent. */
  ignored: Readonly<Record<string, string>>
}

/** Says what is wrong with an operation's input. Of what is not in the contract, only the path is checked. */
export type CheckInput = (name: string, path: string, input: Fields) => Checked

/** No operation has a field of that name: who gives one means an option. */
const OPTIONS_LAST = { signal: 'Options come after the input, as in `users.me({}, { signal })`' }

/** Schemas and checks come with the first call, not with the import: half of a bundle is theirs. */
export async function loadCheck(): Promise<CheckInput> {
  const [inputs, { advice, check, pathProblem }] = await Promise.all([loadInputs(), import('./checks.ts')])
  const advised: Partial<Record<string, Advice>> = advice
  return (name, path, input) => {
    const schema = inputs.operations[name]
    const { hints, ignored = {} } = advised[name] ?? {}
    const problems = schema ? check(input, schema, inputs.$defs, { ...OPTIONS_LAST, ...hints }) : []
    const inPath = pathProblem(path, input)
    const isNew = inPath && problems.every(({ field }) => field !== inPath.field)
    return { problems: isNew ? [...problems, inPath] : problems, ignored }
  }
}
