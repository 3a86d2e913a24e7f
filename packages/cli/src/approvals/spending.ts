/**
 * What agents may spend on an account, counted together for all servers of this machine: a server that is started
 * again does not begin at nothing, and two at once cannot spend the same allowance.
 */

import { appendFileSync, chmodSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Money } from 'prolific-kit'
import { RefusedError } from '../exit-codes.ts'
import { makeOwnFolder } from './folder.ts'

/** What was spent longer ago counts no more, except for a server that has run since. */
export const COUNTED_FOR = 24 * 60 * 60_000

interface Entry {
  id: string
  at: number
  /** Hundredths of a minor unit; below zero where something planned was not done. */
  amount: number
  currency: string
  what: string
  /** Id of a study whose cost is in the amount. */
  study?: string
}

export interface Allowance {
  /** The most that may be spent. */
  limit: Money
  /** Where it is counted: one file for each account and address. */
  file: string
  /** When this server started. */
  since: number
}

export class Spending {
  readonly #allowance: Allowance
  readonly #now: () => number

  constructor(allowance: Allowance, now: () => number = Date.now) {
    this.#allowance = allowance
    this.#now = now
    makeOwnFolder(path.dirname(allowance.file))
  }

  /** Where it is counted. */
  get file(): string {
    return this.#allowance.file
  }

  get limit(): Money {
    return this.#allowance.limit
  }

  /** What counts so far. */
  spent(): Money {
    const { currency } = this.limit
    return Money.sum(
      this.#entries().map(({ amount }) => Money.fromHundredths(amount, currency)),
      currency,
    )
  }

  left(): Money {
    return this.limit.minus(this.spent())
  }

  /** Whether the study's cost is in what counts, so that paying for its places is not counted again. */
  covers(study: string): boolean {
    const entries = this.#entries().filter((entry) => entry.study === study)
    return entries.reduce((sum, { amount }) => sum + amount, 0) > 0
  }

  /** Refuses what would go beyond the limit. */
  check(cost: Money): void {
    if (cost.currency !== this.limit.currency)
      throw new RefusedError(
        `This costs up to ${cost}, and the limit of this server is in ${this.limit.currency}. Nothing was done.`,
      )
    if (cost.compare(this.left()) > 0)
      throw new RefusedError(
        `This costs up to ${cost}. Of the limit of ${this.limit} ${this.spent()} is used, so ${this.left()} is left. Nothing was done. A person can start the server with a higher --max-cost.`,
      )
  }

  /** Counts a cost before it is spent, or refuses it. To be called under the account's lock. */
  reserve(id: string, what: string, cost: Money, study?: string): void {
    this.check(cost)
    this.#append({ id, what, cost, study })
  }

  /** Takes back what was counted and surely not spent. */
  release(id: string, what: string, cost: Money, study?: string): void {
    const back = Money.fromHundredths(-cost.toHundredths(), cost.currency)
    this.#append({ id, what, cost: back, study })
  }

  #append({
    id,
    what,
    cost,
    study,
  }: {
    id: string
    what: string
    cost: Money
    study: string | undefined
  }): void {
    const { currency } = cost
    const entry: Entry = {
      id,
      at: this.#now(),
      amount: cost.toHundredths(),
      currency,
      what,
      ...(study && { study }),
    }
    const { file } = this.#allowance
    appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true })
    chmodSync(file, 0o600)
  }

  #entries(): Entry[] {
    const from = Math.min(this.#allowance.since, this.#now() - COUNTED_FOR)
    let text: string
    try {
      text = readFileSync(this.#allowance.file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => this.#parse(line))
      .filter(({ at, currency }) => at >= from && currency === this.limit.currency)
  }

  /** What cannot be read is no reason to count less. */
  #parse(line: string): Entry {
    try {
      return JSON.parse(line) as Entry
    } catch {
      throw new RefusedError(
        `${this.#allowance.file}, where spending is counted, is damaged. A person must look at it: nothing is spent until then.`,
      )
    }
  }
}
