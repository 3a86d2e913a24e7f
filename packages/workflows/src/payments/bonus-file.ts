import { type Currency, type Money, money } from 'prolific-kit'
import { readCsv } from '../csv.ts'
import type { ReadRow } from './rows.ts'

/** Lines of `id,amount`, amounts in decimal pounds or dollars. Blank lines are none. */
export function readBonusFile(text: string, currency: Currency): ReadRow[] {
  const lines: ReadRow[] = []
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (raw.trim() === '') continue
    const [cells = []] = readCsv(raw)
    lines.push(
      readLine(
        at + 1,
        cells.map((cell) => cell.trim()),
        currency,
      ),
    )
  }
  for (const [id, same] of byId(lines))
    if (same.length > 1)
      for (const one of same)
        one.problems.push(
          `${id} stands on lines ${same.map(({ line }) => line).join(', ')}: add them up to one`,
        )
  return lines
}

function readLine(line: number, cells: readonly string[], currency: Currency): ReadRow {
  const [id = '', text = '', ...more] = cells
  const problems: string[] = []
  const isId = /^[0-9a-f]{24}$/i.test(id)
  const isHeading = !isId && !/\d/.test(text)
  if (isHeading) problems.push('is a heading, which Prolific takes for a payment: remove it')
  else if (!isId)
    problems.push(`${JSON.stringify(id.slice(0, 40))} is not an id: ids have 24 hexadecimal digits`)
  if (more.some((cell) => cell !== '') || (!isHeading && text === ''))
    problems.push('must be two fields, an id and an amount, as in 60ffe5c8371090c7041d43f8,4.25')
  const amount = isHeading || text === '' ? undefined : readAmount(text, currency, problems)
  return { line, id: id.toLowerCase(), amount, problems }
}

const SYMBOLS: Readonly<Record<string, string>> = { '£': 'GBP', $: 'USD', '€': 'EUR' }

/** The amount, if it can be told; it may be wrong all the same, such as one with a currency beside it. */
function readAmount(text: string, currency: Currency, problems: string[]): Money | undefined {
  const [, symbol, digits, name] = /^([£$€])? ?(-?\d+(?:\.\d+)?) ?([A-Za-z]{3})?$/.exec(text) ?? []
  if (digits === undefined) {
    problems.push(
      `${JSON.stringify(text.slice(0, 40))} is not an amount: write pounds or dollars, as in 4.25`,
    )
    return undefined
  }
  const given = name?.toUpperCase() ?? (symbol && SYMBOLS[symbol])
  if (given && given !== currency) problems.push(`is in ${given}, and the study pays in ${currency}`)
  else if (given) problems.push(`write the amount without its currency: ${digits}`)
  if (!/^\d+(\.\d{1,2})?$/.test(digits)) {
    problems.push(`${digits} is not an amount above zero with at most two decimals`)
    return undefined
  }
  const amount = money(digits, currency)
  if (!amount.isPositive) problems.push('pays nothing: leave it out')
  return amount
}

function byId(lines: readonly ReadRow[]): Map<string, ReadRow[]> {
  const found = new Map<string, ReadRow[]>()
  for (const line of lines) if (line.id) found.set(line.id, [...(found.get(line.id) ?? []), line])
  return found
}
