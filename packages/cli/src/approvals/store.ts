/**
 * Approvals that a person gives in a terminal to what an agent wants to do. The program that acts for the agent
 * leaves a request; `prolific-kit approve CODE` puts an approval beside it; the program takes that away before it acts.
 */

import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, unlinkSync } from 'node:fs'
import path from 'node:path'
import { RefusedError } from '../exit-codes.ts'
import { digest } from './digest.ts'
import { makeOwnFolder, writeNew } from './folder.ts'

/** How long a request can be approved and the approval be used, in milliseconds. */
export const VALID_FOR = 10 * 60_000
/** How long files are left lying about, in milliseconds. */
const KEEP_FOR = 60 * 60_000
/** Letters and digits that nobody mistakes for one another. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const CODE = /^[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{4}-[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{4}$/

/** What an approval is bound to: all that the person is shown of what will be done, and to whose account where. */
export interface Bound {
  /** One line: what will be done. */
  title: string
  /** The details, line by line. */
  lines: readonly string[]
  /** What it can cost at most, as `12.50 GBP`; nothing if it costs nothing. */
  cost: string | undefined
  /** Id of the account. */
  account: string
  /** Address of the API. */
  baseUrl: string
  /** Digest of the calls that will be made and of what they were planned from. */
  plan: string
}

/** A process of this machine, told apart from a later one with the same number. */
export interface Process {
  pid: number
  /** When it started, in the words of the system. */
  started: string
}

/** A request as it lies in its file. */
export interface Request {
  bound: Bound
  /** Things to know that may change until it is done. */
  notes: readonly string[]
  expires: number
  /** The program that asks, and the one that the agent runs in: nothing beneath them may approve. */
  askers: readonly Process[]
}

export class Approvals {
  readonly #folder: string
  readonly #now: () => number

  constructor(home: string, now: () => number = Date.now) {
    this.#folder = path.join(home, 'approvals')
    this.#now = now
  }

  /** Leaves a request, and tells the code to approve it with. */
  request(request: Omit<Request, 'expires'>): { code: string; expires: number } {
    makeOwnFolder(this.#folder)
    this.#sweep()
    const expires = this.#now() + VALID_FOR
    for (;;) {
      const code = newCode()
      if (writeNew(this.#file(code, 'request'), JSON.stringify({ ...request, expires })))
        return { code, expires }
    }
  }

  /** The request with this code, to be shown to the person. */
  read(text: string): { code: string; request: Request } {
    const code = codeFrom(text)
    const request = this.#readRequest(code)
    if (!request)
      throw new RefusedError(
        `There is no request ${code}. It was used, or it was never made on this machine.`,
      )
    if (this.#now() >= request.expires)
      throw new RefusedError(`The request ${code} is more than ten minutes old. Have the agent ask again.`)
    return { code, request }
  }

  /** Approves what was shown: the request as it was read, and no other. */
  approve(code: string, request: Request): void {
    const { request: now } = this.read(code)
    if (digest(now) !== digest(request))
      throw new RefusedError(`The request ${code} has changed since it was shown. Nothing is approved.`)
    if (!writeNew(this.#file(code, 'approved'), JSON.stringify({ bound: digest(request.bound) })))
      throw new RefusedError(`The request ${code} is approved already.`)
  }

  /** Takes an approval away to act on it: true once, for exactly what was approved, and never again. */
  take(code: string, bound: Bound): boolean {
    const request = this.#readRequest(code)
    const approved = readJson(this.#file(code, 'approved')) as { bound?: unknown } | undefined
    if (!request || !approved || this.#now() >= request.expires) return false
    // Who removes the file has the approval: of two that try, one fails.
    try {
      unlinkSync(this.#file(code, 'approved'))
    } catch {
      return false
    }
    this.withdraw(code)
    const wanted = digest(bound)
    return approved.bound === wanted && digest(request.bound) === wanted
  }

  /** Removes a request that is no longer wanted, with its approval. */
  withdraw(code: string): void {
    for (const kind of ['request', 'approved'] as const) rmSync(this.#file(code, kind), { force: true })
  }

  #readRequest(code: string): Request | undefined {
    return CODE.test(code) ? (readJson(this.#file(code, 'request')) as Request | undefined) : undefined
  }

  #file(code: string, kind: 'request' | 'approved'): string {
    return path.join(this.#folder, `${code}.${kind}`)
  }

  #sweep(): void {
    for (const name of readdirSync(this.#folder)) {
      const file = path.join(this.#folder, name)
      const stat = statSync(file, { throwIfNoEntry: false })
      if (stat && Date.now() - stat.mtimeMs > KEEP_FOR) rmSync(file, { force: true, recursive: true })
    }
  }
}

const newCode = (): string => {
  const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${four()}-${four()}`
}

/** The code in what somebody has typed. */
function codeFrom(text: string): string {
  const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const code = `${plain.slice(0, 4)}-${plain.slice(4)}`
  if (!CODE.test(code))
    throw new RefusedError('A code looks like K7QX-9M2P: give the one that the agent was told.')
  return code
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
