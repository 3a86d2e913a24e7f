import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { Money } from 'prolific-kit'

/** What became of one submission. */
export interface ParticipantResult {
  submission_id: string
  participant_id: string
  status: string
  reason: string
  /** What the participant was paid for the submission. */
  reward: Money
  /** What the participant was paid on top. */
  bonus: Money
}

/** Money that left the wallet, and what for. */
export interface WalletLine {
  what: 'rewards' | 'bonuses'
  count: number
  paid: Money
  fees: Money
  vat: Money
  total: Money
}

export interface Results {
  study: { id: string; name: string; status: string }
  participants: ParticipantResult[]
  wallet: { before: Money; after: Money; lines: WalletLine[] }
}

/**
 * Writes two files into a folder: `results.json`, with amounts in minor units (pence, cents) as the API has them, and
 * `results.csv`, with amounts in decimals for people. The wallet's lines are what was added to it: `before` and all of
 * them make `after`.
 */
export function writeResults(folder: string, { study, participants, wallet }: Results): string[] {
  const { currency } = wallet.before
  const document = {
    study,
    currency,
    participants: participants.map((row) => ({ ...row, reward: minor(row.reward), bonus: minor(row.bonus) })),
    wallet: {
      before: minor(wallet.before),
      after: minor(wallet.after),
      lines: wallet.lines.flatMap(({ what, count, paid, fees, vat }) => [
        { what, count, amount: -minor(paid) },
        { what: `fees on ${what}`, count, amount: -minor(fees) },
        { what: `VAT on fees on ${what}`, count, amount: -minor(vat) },
      ]),
    },
  }
  const table = participants.map((row) => ({
    ...row,
    reward: row.reward.toDecimal(),
    bonus: row.bonus.toDecimal(),
    currency,
  }))
  const json = path.join(folder, 'results.json')
  const csv = path.join(folder, 'results.csv')
  writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
  writeFileSync(csv, stringify(table, { header: true, escape_formulas: true }))
  return [json, csv]
}

/** Minor units as a number of JSON; fees may have hundredths of one. */
const minor = (amount: Money): number => amount.toHundredths() / 100

/** A line around and below the head, none between the rows, and no colours. */
const COMPACT = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [] },
}

/** The results as tables for people. */
export async function showResults({ participants, wallet }: Results): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const people = new Table({ ...COMPACT, head: ['submission', 'status', 'reward', 'bonus', 'why'] })
  for (const { submission_id, status, reward, bonus, reason } of participants) {
    people.push([submission_id, status, amount(reward), amount(bonus), reason])
  }
  const money = new Table({
    ...COMPACT,
    head: ['wallet', 'paid', 'fees', 'VAT', 'total'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  })
  money.push(['before', '', '', '', wallet.before.format()])
  for (const { what, count, paid, fees, vat, total } of wallet.lines)
    money.push([
      `${count} ${what}`,
      ...[paid, fees, vat].map((one) => one.format()),
      `${total.isPositive ? '-' : ''}${total.format()}`,
    ])
  money.push(['after', '', '', '', wallet.after.format()])
  return `${people}\n${money}`
}

const amount = (money: Money): string => (money.isPositive ? money.format() : '–')
