/** Starts the server: over standard input and output, or over HTTP on this machine. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { isNewEnough } from '@prolific-kit/workflows'
import { money } from 'prolific-kit'
import { loadSchemas } from 'prolific-kit/contract'
import { askers } from '../approvals/ancestry.ts'
import { homeFolder } from '../approvals/folder.ts'
import type { McpOptions } from '../commands/mcp.ts'
import { ended } from '../commands/sandbox.ts'
import { print, say } from '../output.ts'
import { openSession } from '../session.ts'
import { Desk, type DeskOptions } from './desk.ts'
import { listen } from './http.ts'
import { createServer } from './server.ts'

export async function runMcp(options: McpOptions): Promise<void> {
  const overHttp = options.http !== undefined
  const [desk, schemas] = await Promise.all([
    Desk.open({
      connect: async (middleware) => (await openSession(options, { middleware: [middleware] })).client,
      ...permissions(options),
      home: options.state === undefined ? homeFolder() : path.resolve(options.state),
      exports: path.resolve(options.exports),
      ...(isNewEnough() && {
        ledger: options.database === undefined ? {} : { database: options.database },
      }),
      terminalOnly: options.terminal === true,
      askers: askers(!overHttp),
    }),
    loadSchemas(),
  ])
  const spends = desk.spending
    ? `spends up to ${desk.spending.limit}, of which ${desk.spending.left()} is left`
    : 'spends nothing'
  say(`prolific-kit mcp: ${desk.baseUrl}, account ${desk.account}, ${desk.mode}, ${spends}`)
  try {
    if (overHttp) await serveHttp(desk, schemas, options.http!)
    else await serveStdio(desk, schemas)
  } finally {
    desk.close()
  }
}

/** What the options let the agent do. */
function permissions({ readOnly, maxCost }: McpOptions): Pick<DeskOptions, 'mode' | 'maxCost'> {
  if (!maxCost) return { mode: readOnly ? 'read-only' : 'default' }
  const [amount, currency] = maxCost.split(' ') as [string, 'GBP' | 'USD']
  return { mode: 'allow-spending', maxCost: money(amount, currency) }
}

async function serveStdio(desk: Desk, schemas: Awaited<ReturnType<typeof loadSchemas>>): Promise<void> {
  const server = createServer(desk, schemas)
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve
    // The program that started us is gone when its end of the pipe is.
    process.stdin.once('end', resolve)
  })
  await server.connect(new StdioServerTransport())
  await Promise.race([closed, ended()])
  await server.close()
}

async function serveHttp(
  desk: Desk,
  schemas: Awaited<ReturnType<typeof loadSchemas>>,
  port: number,
): Promise<void> {
  const given = process.env.PROLIFIC_MCP_TOKEN
  const token = given ?? randomBytes(24).toString('base64url')
  const { url, close } = await listen(desk, schemas, port, token)
  print(JSON.stringify({ url, ...(given === undefined && { token }) }))
  say('Clients send the token as Authorization: Bearer …. Ctrl-C ends the server.')
  await ended()
  await close()
}
