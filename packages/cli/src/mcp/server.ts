/** One session of the Model Context Protocol: lists the tools and runs them. */

import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ElicitResultSchema,
  type Tool as ListedTool,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv-provider.js'
import { ProlificError, VERSION } from 'prolific-kit'
import type { ContractSchemas } from 'prolific-kit/contract'
import { VALID_FOR } from '../approvals/store.ts'
import { RefusedError } from '../exit-codes.ts'
import type { Person } from './ask-person.ts'
import type { Desk } from './desk.ts'
import type { Mode } from './effects.ts'
import { small } from './small.ts'
import { hintsOf, isOffered, type Tool } from './tool.ts'
import { TOOLS } from './tools/index.ts'
import { UNTRUSTED_RULE } from './untrusted.ts'

const INSTRUCTIONS = `Tools for Prolific, where researchers recruit and pay participants. Real money and real people, unless the address is that of a sandbox. Draft, check_study and rehearse_study first. Whatever spends or cannot be undone is approved by a person: by a question of your program, or by \`prolific-kit approve CODE\` in a terminal of theirs and run_approved afterwards. You can never approve it yourself. An outcome "not known" is never tried again before somebody has looked. ${UNTRUSTED_RULE}`

/** The tools as clients see them. */
export const listed = (schemas: ContractSchemas, mode: Mode): ListedTool[] =>
  TOOLS.filter((tool) => isOffered(tool, mode)).map((tool) => ({
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: tool.input(schemas) as ListedTool['inputSchema'],
    annotations: { ...hintsOf(tool), ...(mode === 'read-only' && { destructiveHint: false }) },
  }))

/** `speaker` tells the processes that the agent speaks from, where that is not the one that started this one. */
export function createServer(desk: Desk, schemas: ContractSchemas, speaker?: Person['speaker']): Server {
  const server = new Server(
    { name: 'prolific-kit', title: 'Prolific', version: VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  )
  const tools = listed(schemas, desk.mode)
  const validator = new AjvJsonSchemaValidator()
  const checks = new Map(tools.map(({ name, inputSchema }) => [name, validator.getValidator(inputSchema)]))
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const question: Person['question'] = async (message) => {
      const params = { mode: 'form', message, requestedSchema: APPROVAL } as const
      const limits = { timeout: VALID_FOR, signal: extra.signal }
      try {
        const { action, content } = await extra.sendRequest(
          { method: 'elicitation/create', params },
          ElicitResultSchema,
          limits,
        )
        return action === 'accept' && content?.approve === true ? 'approved' : 'declined'
      } catch {
        // The program says that it can put questions, and fails to: a terminal is left.
        return 'unanswered'
      }
    }
    const person: Person = {
      question: server.getClientCapabilities()?.elicitation?.form ? question : undefined,
      signal: extra.signal,
      ...(speaker && { speaker }),
    }
    const check = checks.get(params.name)
    const tool = check && TOOLS.find(({ name }) => name === params.name)
    if (!tool) return failed(`There is no tool ${JSON.stringify(params.name)} here.`)
    const checked = check(params.arguments ?? {})
    if (!checked.valid) return failed(`${params.name}: ${checked.errorMessage}`)
    return answered(tool, () => tool.run(checked.data as never, { desk, person, schemas }))
  })
  return server
}

const APPROVAL = {
  type: 'object' as const,
  properties: {
    approve: {
      type: 'boolean' as const,
      title: 'Approve this',
      description: 'You decide, not the agent. It is done once, exactly as described.',
      default: false,
    },
  },
  required: ['approve'],
}

/** Runs a tool. What is refused is told to the agent; a fault of ours is told without its inside. */
async function answered(tool: Tool, run: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const answer = await run()
    const text = typeof answer === 'string' ? answer : small(answer)
    return { content: [{ type: 'text', text }] }
  } catch (error) {
    if (error instanceof RefusedError || error instanceof ProlificError || error instanceof RangeError)
      return failed(error.message)
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`prolific-kit mcp: ${tool.name}: ${reason}\n`)
    return failed(`${tool.name} failed by a fault of this program: see its log.`)
  }
}

/** What Prolific says of an error may quote what a participant or an agent wrote: it is cut like any answer. */
const failed = (message: string): CallToolResult => ({
  content: [{ type: 'text', text: message.slice(0, 3000) }],
  isError: true,
})
