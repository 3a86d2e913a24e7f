/** An agent for tests: the official client of the protocol, in front of a server and a sandbox of their own. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { type Middleware, type Money, Prolific } from 'prolific-kit'
import { loadSchemas } from 'prolific-kit/contract'
import { Approvals } from '../src/approvals/store.ts'
import { Desk, type DeskOptions } from '../src/mcp/desk.ts'
import type { Mode } from '../src/mcp/effects.ts'
import { createServer } from '../src/mcp/server.ts'

export interface Answer {
  refused: boolean
  text: string
  /** The answer's JSON, if it is one. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of tools are read as they are
  data: any
}

type Reply = 'approve' | 'tick nothing' | 'decline' | 'cancel' | 'fail'

export interface AgentOptions {
  mode?: Mode
  maxCost?: Money
  /** What the person answers to questions of the agent's program; without it there are none. */
  person?: (message: string) => Reply | Promise<Reply>
  terminalOnly?: boolean
  home?: string
  key?: string
  baseUrl?: string
  now?: () => number
  /** Folder of the ledger of bonuses; without it there is none. */
  database?: string
}

export interface Agent {
  client: Client
  desk: Desk
  home: string
  /** Every request that left for the sandbox, in order. */
  sent: { operation: string; effect: string }[]
  call(tool: string, args?: Record<string, unknown>): Promise<Answer>
  /** Calls an operation by `call_operation`. */
  op(operation: string, input?: Record<string, unknown>, view?: Record<string, unknown>): Promise<Answer>
  /** What a person does in a terminal. */
  approve(code: string): void
  close(): Promise<void>
}

/** An agent whose server shares the process with the test. */
export async function agentOf(sandbox: Sandbox, options: AgentOptions = {}): Promise<Agent> {
  const { mode = 'default', maxCost, person, now } = options
  const home = options.home ?? fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-'))
  const sent: Agent['sent'] = []
  const record: Middleware = (request, next, { operation, effect }) => {
    sent.push({ operation, effect })
    return next(request)
  }
  const desk = await Desk.open({
    connect: async (middleware) =>
      new Prolific({
        apiKey: options.key ?? sandbox.key,
        baseUrl: options.baseUrl ?? sandbox.url,
        middleware: [middleware, record],
        retries: 0,
      }),
    mode,
    home,
    exports: path.join(home, 'exports'),
    terminalOnly: options.terminalOnly ?? false,
    askers: [],
    ...(maxCost && { maxCost }),
    ...(now && { now }),
    ...(options.database !== undefined && { ledger: { database: options.database } }),
  } satisfies DeskOptions)
  const server = createServer(desk, await loadSchemas())
  const client = new Client(
    { name: 'agent', version: '1' },
    { capabilities: person ? { elicitation: { form: {} } } : {} },
  )
  if (person)
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      const answer = await person(params.message)
      if (answer === 'fail') throw new Error('There is no window to ask in')
      if (answer === 'decline' || answer === 'cancel') return { action: answer }
      return { action: 'accept', content: { approve: answer === 'approve' } }
    })
  const [here, there] = InMemoryTransport.createLinkedPair()
  await Promise.all([server.connect(there), client.connect(here)])
  const call = (tool: string, args: Record<string, unknown> = {}) => ask(client, tool, args)
  return {
    client,
    desk,
    home,
    sent,
    call,
    op: (operation, input = {}, view = {}) => call('call_operation', { operation, input, ...view }),
    approve: (code) => approve(home, code, now),
    close: async () => {
      await client.close()
      desk.close()
      if (options.home === undefined) fs.rmSync(home, { recursive: true, force: true })
    },
  }
}

/** What `prolific-kit approve` does once the person has said yes. */
export function approve(home: string, code: string, now?: () => number): void {
  const approvals = new Approvals(home, now)
  const { request } = approvals.read(code)
  approvals.approve(code, request)
}

/** Calls a tool, and reads what it answers. */
export async function ask(client: Client, name: string, args: Record<string, unknown>): Promise<Answer> {
  const answer = await client.callTool({ name, arguments: args })
  const [content] = answer.content as { type: string; text: string }[]
  const text = content?.text ?? ''
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    data = undefined
  }
  return { refused: answer.isError === true, text, data }
}

/** The fields of a study that a sandbox publishes. */
export const STUDY = {
  name: 'Name the colour of the word',
  description: '<p>You see words and press a key for the colour of each. It takes about ten minutes.</p>',
  external_study_url:
    'https://lab.example.org/words?PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}',
  reward: 150,
  total_available_places: 8,
  estimated_completion_time: 10,
  completion_codes: [{ code: 'C1KQ7W2X', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
}

export { createSandbox }
