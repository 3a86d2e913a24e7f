import type { Selection } from '@prolific-kit/workflows'
import { type Command, InvalidArgumentError } from 'commander'
import { duration } from '../duration.ts'
import { UsageError } from '../exit-codes.ts'

/** What is given on the command line to choose submissions of a study. */
export interface SelectionOptions {
  /** `false` after `--no-code`. */
  code?: string[] | false
  status?: string[]
  minTime?: number
  maxTime?: number
  ids?: string
}

/** Adds the options that choose submissions; without that of the status, where there is another. */
export function selectionOptions(command: Command, { status = true } = {}): Command {
  command.optionsGroup('Which submissions:')
  if (status)
    command.option(
      '--status <status>',
      'those in this status, as in awaiting-review; again for more',
      statuses,
    )
  return command
    .option('--code <code>', 'those who entered this code; again for more codes', another)
    .option('--no-code', 'those who entered no code')
    .option('--min-time <time>', 'those who took at least so long, as in 90s or 5m', duration)
    .option('--max-time <time>', 'those who took at most so long', duration)
    .option(
      '--ids <file>',
      'those whose submission or participant id stands in this file, - for standard input',
    )
}

/** The selection that the options make; nothing, if none of them is given. */
export async function readSelection(options: SelectionOptions): Promise<Selection | undefined> {
  const { code, status, minTime: shortest, maxTime: longest, ids: file } = options
  if (shortest !== undefined && longest !== undefined && shortest > longest)
    throw new UsageError('No submission takes longer than --min-time and shorter than --max-time at once.')
  const { readIds } = await import('./ids.ts')
  const selection: Selection = {
    ...(code !== undefined && { codes: code }),
    ...(status && { statuses: status }),
    ...(shortest !== undefined && { shortest }),
    ...(longest !== undefined && { longest }),
    ...(file !== undefined && { ids: await readIds(file) }),
  }
  return Object.keys(selection).length ? selection : undefined
}

const another = (text: string, before?: string[] | false): string[] => [...(before || []), text]

/** The statuses as answers spell them. */
const STATUSES = [
  'RESERVED',
  'ACTIVE',
  'TIMED-OUT',
  'AWAITING REVIEW',
  'APPROVED',
  'PARTIALLY APPROVED',
  'RETURNED',
  'REJECTED',
  'SCREENED OUT',
]

/** The status that a text means, in whatever way it is spelt. */
export function statusOf(text: string): string {
  const plain = (name: string) =>
    name
      .trim()
      .toUpperCase()
      .replace(/[ _-]+/g, '-')
  const known = STATUSES.find((name) => plain(name) === plain(text))
  if (known) return known
  const names = STATUSES.map((name) => plain(name).toLowerCase()).join(', ')
  throw new InvalidArgumentError(`Statuses are ${names}.`)
}

const statuses = (text: string, before: string[] = []): string[] => [...before, statusOf(text)]
