/** Asks a person to approve a plan, in a way that the agent cannot answer for them. */

import { type Process, VALID_FOR } from '../approvals/store.ts'
import { RefusedError } from '../exit-codes.ts'
import { plain } from '../output.ts'
import { carryOut, mustBeAllowed, type Outcome } from './carry-out.ts'
import type { Desk, Waiting } from './desk.ts'
import { boundTo, costText, type Plan } from './plan.ts'

/** How to reach the person through the agent's program, if it can put a question. */
export interface Person {
  /** Puts the question; undefined where the program cannot. */
  question: ((message: string) => Promise<'approved' | 'declined' | 'unanswered'>) | undefined
  /** Aborted when the agent's program has given up on the call. */
  signal: AbortSignal
  /** The processes that the agent speaks from, where they can be told: nothing beneath them may approve. */
  speaker?: () => readonly Process[]
}

export interface NeedsApproval {
  needs_approval: {
    code: string
    valid_until: string
    what: string
    details: string[]
    cost: string
    next: string
  }
}

/** Most plans that wait for a person at one time. */
const MOST_WAITING = 20
/** Lines of details that are put into a question or an answer; a terminal shows all. */
const MOST_LINES = 30

/**
 * Plans, asks, and carries out. Where the agent's program cannot put the question, a code is answered, which a person
 * approves in a terminal and `run_approved` takes.
 */
export async function propose(
  desk: Desk,
  person: Person,
  again: () => Promise<Plan>,
): Promise<Outcome | NeedsApproval> {
  const plan = await again()
  mustBeAllowed(desk, plan)
  const waiting: Waiting = { plan, again }
  if (!person.question || desk.options.terminalOnly) return leaveRequest(desk, person, waiting)
  const expires = Date.now() + VALID_FOR
  const answer = await person.question(questionOf(desk, plan))
  if (answer === 'declined')
    throw new RefusedError(
      'The person declined. Nothing was done. Do not ask for the same again unless they say so.',
    )
  if (person.signal.aborted || Date.now() > expires)
    throw new RefusedError('The answer came too late: the call was over. Nothing was done.')
  if (answer === 'unanswered') return leaveRequest(desk, person, waiting)
  return carryOut(desk, waiting)
}

/** Carries out what was approved in a terminal. */
export function runApproved(desk: Desk, code: string): Promise<Outcome> {
  const waiting = desk.waiting.get(code)
  if (!waiting)
    throw new RefusedError(
      'No plan waits under this code here: it was run, it is too old, or another server made it. Call the tool again for a new one.',
    )
  if (!desk.approvals.take(code, boundTo(waiting.plan, desk.account, desk.baseUrl)))
    throw new RefusedError(
      `${code} is not approved, or its ten minutes are over. Ask the person to run \`prolific-kit approve ${code}\` in a terminal of their own. You cannot approve it yourself.`,
    )
  // Before anything is awaited: of two calls with one code, the second finds nothing.
  desk.waiting.delete(code)
  return carryOut(desk, waiting)
}

function leaveRequest(desk: Desk, { speaker }: Person, waiting: Waiting): NeedsApproval {
  const { plan } = waiting
  makeRoom(desk)
  const bound = boundTo(plan, desk.account, desk.baseUrl)
  const askers = [...desk.options.askers, ...(speaker?.() ?? [])]
  const { code, expires } = desk.approvals.request({ bound, notes: plan.notes, askers })
  desk.waiting.set(code, waiting)
  return {
    needs_approval: {
      code,
      valid_until: new Date(expires).toISOString(),
      what: plan.title,
      details: cut(plan.lines),
      cost: costText(plan.cost) ?? 'nothing',
      next: `Nothing was done yet. Show this to the person and ask them to run \`prolific-kit approve ${code}\` in a terminal of their own. Once they say that they did, call run_approved with the code. You cannot approve it yourself.`,
    },
  }
}

/** The oldest plan gives way: an agent that asks and asks fills no disk. */
function makeRoom({ waiting, approvals }: Desk): void {
  for (const code of waiting.keys()) {
    if (waiting.size < MOST_WAITING) return
    waiting.delete(code)
    approvals.withdraw(code)
  }
}

const cut = (lines: readonly string[]): string[] =>
  lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} lines more, which the terminal shows`]
    : [...lines]

/** The question as the person reads it. What comes from studies and agents cannot draw lines of its own. */
function questionOf(desk: Desk, plan: Plan): string {
  return [
    `An agent asks to do this on ${desk.baseUrl} with the account ${desk.account}:`,
    plain(plan.title),
    ...cut(plan.lines).map((line) => `  ${plain(line)}`),
    ...plan.notes.map((line) => `  ${plain(line)}`),
    `Cost: ${costText(plan.cost) ?? 'nothing'}.`,
  ].join('\n')
}
