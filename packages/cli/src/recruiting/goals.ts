/** What to recruit, from options or from a file of YAML or JSON. */
import type { Cell, RecruitOptions } from '@prolific-kit/workflows'
import { type Currency, money } from 'prolific-kit'
import { duration } from '../duration.ts'
import { UsageError } from '../exit-codes.ts'
import { amountText } from '../guard.ts'
import { nearest } from '../nearest.ts'
import { readText } from '../review/ids.ts'
import type { Remark } from '../study-file/error.ts'
import { parsePlaces } from '../study-file/places.ts'

export interface GoalOptions {
  file?: string
  target?: number
  atMostAtOnce?: number
  budget?: string
  deadline?: string
  /** Milliseconds between two looks. */
  every?: number
}

/** Options go over what stands in the file. */
export async function goalsFrom(study_id: string | undefined, options: GoalOptions): Promise<RecruitOptions> {
  const { file, target, atMostAtOnce, budget, deadline, every } = options
  const written = file === undefined ? {} : goalsOf(await readText(file, '--file'), file)
  const goals = {
    ...written,
    ...(study_id !== undefined && { study_id }),
    ...(target !== undefined && { target }),
    ...(atMostAtOnce !== undefined && { atMostAtOnce }),
    ...(budget !== undefined && { budget: moneyOf(budget) }),
    ...(deadline !== undefined && { deadline }),
    ...(every !== undefined && { stepEvery: every }),
  }
  if ('cells' in goals) {
    if (study_id !== undefined || target !== undefined)
      throw new UsageError('The file has cells, each with a study and a target: leave both out here.')
    return goals as RecruitOptions
  }
  if (goals.study_id === undefined || goals.target === undefined)
    throw new UsageError(
      'Say whom to recruit: a study and --target, or a file with cells. For example: studies recruit start 65a1… --target 120 --budget "900.00 GBP"',
    )
  return goals as RecruitOptions
}

type Goals = Partial<
  { study_id: string; target: number; cells: Cell[] } & Omit<
    RecruitOptions,
    'signal' | 'study_id' | 'target' | 'cells'
  >
>

/** How each field is read; what it says of a value that does not fit follows "must be". */
const FIELDS: Readonly<Record<string, (value: unknown) => unknown>> = {
  study_id: text,
  target: count,
  cells: list('a list of cells', (value) =>
    fields(value, { study_id: text, target: count, name: text }, ['study_id', 'target']),
  ),
  atMostAtOnce: count,
  budget: (value) => moneyOf(String(value)),
  deadline: (value) => {
    if (Number.isNaN(Date.parse(String(value)))) throw new Wrong('a moment, such as 2026-03-06T18:00:00Z')
    return String(value)
  },
  stopWhen: list('a list of stop rules', (value) =>
    fields(value, { status: text, share: number, atLeast: count }, ['status', 'share', 'atLeast']),
  ),
  valid: (value) =>
    fields(value, {
      codes: list('a list of codes', text),
      statuses: list('a list of statuses', text),
      seconds: (seconds) => fields(seconds, { atLeast: number, atMost: number }),
    }),
  countBonuses: (value) => {
    if (typeof value !== 'boolean') throw new Wrong('true or false')
    return value
  },
  stepEvery: (value) => duration(String(value)),
}

/** Does not fit, at a place within the value. */
class Wrong extends Error {
  readonly path: readonly (string | number)[]
  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message)
    this.path = path
  }
}

/** Reads a file. Throws an error that names every place that is wrong. */
export function goalsOf(source: string, file: string): Goals {
  const { data, position, refuse } = parsePlaces(source, file === '-' ? 'standard input' : file)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const message = 'this holds no goals, such as `study_id: …` and `target: 120`'
    throw refuse([{ at: position([]), message }])
  }
  const remarks: Remark[] = []
  const goals: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(data)) {
    const read = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    if (!read) {
      const meant = nearest(name, Object.keys(FIELDS))
      const advice = meant ? `did you mean \`${meant}\`?` : `there are ${Object.keys(FIELDS).join(', ')}`
      remarks.push({ at: position([name], true), message: `\`${name}\` is no field of it: ${advice}` })
      continue
    }
    try {
      goals[name] = read(value)
    } catch (error) {
      const path = error instanceof Wrong ? error.path : []
      remarks.push({
        at: position([name, ...path]),
        message:
          error instanceof Wrong
            ? `${[name, ...path].join('.')} must be ${error.message}`
            : (error as Error).message,
      })
    }
  }
  if (remarks.length) throw refuse(remarks)
  return goals as Goals
}

export const moneyOf = (words: string) => {
  const [amount, currency] = amountText(words).split(' ') as [string, Currency]
  return money(amount, currency)
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Wrong('a text')
  return value
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Wrong('a number')
  return value
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw new Wrong('a whole number from 1 on')
  return value as number
}

function list<T>(what: string, read: (value: unknown) => T) {
  return (value: unknown): T[] => {
    if (!Array.isArray(value) || value.length === 0) throw new Wrong(what)
    return value.map((one, at) => within(at, () => read(one)))
  }
}

function fields(
  value: unknown,
  known: Readonly<Record<string, (value: unknown) => unknown>>,
  needed: readonly string[] = [],
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Wrong(`an object with ${Object.keys(known).join(', ')}`)
  for (const name of needed) if (!(name in value)) throw new Wrong(`an object with ${needed.join(', ')}`)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      within(name, () => {
        const read = Object.hasOwn(known, name) ? known[name] : undefined
        if (!read) throw new Wrong(`one of ${Object.keys(known).join(', ')}`)
        return read(one)
      }),
    ]),
  )
}

function within<T>(step: string | number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Wrong ? new Wrong(error.message, [step, ...error.path]) : error
  }
}
