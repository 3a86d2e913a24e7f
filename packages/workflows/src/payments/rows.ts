import type { Currency, Money } from 'prolific-kit'
import { readBonusFile } from './bonus-file.ts'

/** A bonus: who, and what they shall have got in all for the purpose of the plan. */
export type BonusRow =
  | { participant_id: string; submission_id?: never; amount: Money }
  | { submission_id: string; participant_id?: never; amount: Money }

/** A row, with the place where it stands and what is wrong with how it is written. */
export interface ReadRow {
  line: number
  /** Id of a participant or a submission, in small letters. */
  id: string
  amount: Money | undefined
  problems: string[]
}

const ID = /^[0-9a-f]{24}$/

/** The rows of a plan, from a list or from the text of a file, in the currency of the study. */
export function readRows(source: readonly BonusRow[] | string, currency: Currency): ReadRow[] {
  return typeof source === 'string' ? readBonusFile(source, currency) : source.map(readRow(currency))
}

function readRow(currency: Currency) {
  return (row: BonusRow, at: number): ReadRow => {
    const id = String(row.submission_id ?? row.participant_id ?? '').toLowerCase()
    const problems: string[] = []
    if (!ID.test(id)) problems.push(`${JSON.stringify(id)} is not an id: ids have 24 hexadecimal digits`)
    const { amount } = row
    if (!isMoney(amount)) {
      problems.push(`its amount must be Money, such as gbp('4.25'), not ${String(amount)}`)
      return { line: at + 1, id, amount: undefined, problems }
    }
    if (amount.currency !== currency)
      problems.push(`${amount} is in ${amount.currency}, and the study pays in ${currency}`)
    else if (!amount.isPositive) problems.push('pays nothing: leave it out')
    else if (!amount.isWhole) problems.push(`${amount} is not a whole number of minor units`)
    return { line: at + 1, id, amount, problems }
  }
}

// By what it can do: a program may have this class twice, from two installations.
const isMoney = (amount: unknown): amount is Money =>
  typeof (amount as Money | undefined)?.toHundredths === 'function'
