/** The server over streamable HTTP, on this machine alone and for those who have its token. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { ContractSchemas } from 'prolific-kit/contract'
import { identified } from '../approvals/ancestry.ts'
import { type Connection, peers } from '../approvals/peer.ts'
import { MachineError } from '../exit-codes.ts'
import type { Desk } from './desk.ts'
import { createServer } from './server.ts'

export interface Listening {
  url: string
  close(): Promise<void>
}

/** Sessions at one time; the one that was used least recently gives way. */
const MOST_SESSIONS = 32
const MOST_BYTES = 1_000_000

interface Session {
  transport: StreamableHTTPServerTransport
  /** The connection of its latest call. */
  connection: Connection
}

/** Listens on 127.0.0.1 at `/mcp`. */
export async function listen(
  desk: Desk,
  schemas: ContractSchemas,
  port: number,
  token: string,
): Promise<Listening> {
  const sessions = new Map<string, Session>()
  const server = createHttpServer((request, response) => {
    const refusal = refuse(request, (server.address() as AddressInfo).port, token)
    if (refusal) return deny(response, ...refusal)
    serve(request, response, sessions, desk, schemas).catch((error: unknown) => {
      process.stderr.write(`prolific-kit mcp: ${error instanceof Error ? error.message : String(error)}\n`)
      if (!response.headersSent) deny(response, 500, 'The server failed: see its log.')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? inUse(port) : error),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      for (const { transport } of sessions.values()) await transport.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const inUse = (port: number): MachineError =>
  new MachineError(`Port ${port} is in use: choose another one, or 0 for a free one.`)

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Map<string, Session>,
  desk: Desk,
  schemas: ContractSchemas,
): Promise<void> {
  const id = request.headers['mcp-session-id']
  if (typeof id === 'string') {
    const session = sessions.get(id)
    if (!session) return deny(response, 404, 'There is no such session: begin a new one.')
    sessions.delete(id)
    sessions.set(id, session)
    // Calls come by POST, and keep their connection until they are answered; GET only listens.
    if (request.method === 'POST') session.connection = connectionOf(request)
    return session.transport.handleRequest(request, response)
  }
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    maxRequestBodySize: MOST_BYTES,
    onsessioninitialized: (id) => {
      const [oldest] = sessions
      if (oldest && sessions.size >= MOST_SESSIONS) {
        sessions.delete(oldest[0])
        void oldest[1].transport.close()
      }
      sessions.set(id, session)
    },
    onsessionclosed: (id) => void sessions.delete(id),
  })
  const session: Session = { transport, connection: connectionOf(request) }
  const mcp = createServer(desk, schemas, () => identified(peers(session.connection)))
  await mcp.connect(transport as Transport)
  await transport.handleRequest(request, response)
  // Whoever did not begin a session leaves nothing behind.
  if (transport.sessionId === undefined) await mcp.close()
}

const connectionOf = ({ socket }: IncomingMessage): Connection => ({
  remotePort: socket.remotePort ?? 0,
  localPort: socket.localPort ?? 0,
})

/** Why a request is not for this server: pages of other sites can reach it, and must not be able to use it. */
function refuse(request: IncomingMessage, port: number, token: string): [number, string] | undefined {
  const { host, origin, authorization } = request.headers
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  if (!host || !own.includes(host.toLowerCase()))
    return [403, 'This server answers on 127.0.0.1 and localhost alone.']
  if (origin !== undefined && !own.some((one) => origin.toLowerCase() === `http://${one}`))
    return [403, 'Requests from pages of other sites are refused.']
  if (!isSame(authorization ?? '', `Bearer ${token}`))
    return [401, 'The token is missing or wrong: send it as Authorization: Bearer …']
  if (request.url?.split('?')[0] !== '/mcp') return [404, 'The server is at /mcp.']
  return undefined
}

/** Compared by digests, which takes equally long whatever differs. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(wanted))
}

function deny(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  })
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }))
}
