/** `inbox serve`: a receiver on this machine. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Prolific } from 'prolific-kit'
import { MachineError, RefusedError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { print } from '../output.ts'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'

export interface ServeOptions extends GlobalOptions, DatabaseOptions {
  port: number
  work?: boolean
}

/** Jobs that only read. */
const READING = ['inbox.handle', 'watching.sweep'] as const

/** Receives until it is told to stop; what is being answered is answered first. */
export async function serveInbox(session: Session, options: ServeOptions): Promise<void> {
  const { client, say } = session
  const workspace_id = await session.workspaceId()
  const secret = process.env.PROLIFIC_WEBHOOK_SECRET || (await secretOf(client, workspace_id))
  await withWorkflows(session, options, async (workflows) => {
    const receive = workflows.inbox.handler({ secret })
    const server = createServer((request, response) => {
      receive(request, response).catch((error: unknown) => {
        say(`A delivery could not be received: ${error instanceof Error ? error.message : String(error)}`)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    })
    await listening(server, options.port)
    const worker = await workflows.work(options.work ? {} : { kinds: READING })
    const { port } = server.address() as AddressInfo
    print(JSON.stringify({ url: `http://127.0.0.1:${port}/`, workspace_id, database: workflows.database }))
    await toldToStop(session.signal)
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeIdleConnections()
    })
    await worker.stop()
  })
}

async function secretOf(client: Prolific, workspace_id: string): Promise<string> {
  const secrets = await client.webhooks.listSecrets({ workspace_id }).toArray()
  const secret = secrets.find(({ value }) => value)?.value
  if (secret) return secret
  throw new RefusedError(
    `Workspace ${workspace_id} has no secret that deliveries are signed with. \`prolific-kit inbox subscribe\` makes one, and subscribes.`,
  )
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new MachineError(`Port ${port} is in use: give another one, or --port 0 for a free one.`)
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

/** By Ctrl-C or SIGTERM. */
function toldToStop(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.removeListener('SIGTERM', end)
      resolve()
    }
    process.once('SIGTERM', end)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
