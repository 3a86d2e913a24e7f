/** Puts an application on a port of this machine, and of this machine only. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Direct } from './direct.ts'
import { bodyOf, problem } from './errors.ts'
import { SandboxError } from './sandbox-error.ts'

const LOOPBACK = '127.0.0.1'

export interface Listening {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** Ends the server and the connections that are open. */
  close(): Promise<void>
}

/** How long a client may take, in milliseconds. Those who send a request in drops are let go. */
export interface Patience {
  /** For the headers of a request. */
  headers: number
  /** For a whole request. */
  request: number
  /** How often that is looked at. */
  check: number
}
const PATIENCE: Patience = { headers: 10_000, request: 60_000, check: 1_000 }

/** Starts to listen; port 0 takes any free one. `direct` is asked first. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
  patience: Patience = PATIENCE,
  direct?: Direct,
): Promise<Listening> {
  const rest = getRequestListener(fetch, { overrideGlobalObjects: false, errorHandler: unreadable })
  const listener: RequestListener = (incoming, outgoing) => {
    if (!direct?.(incoming, outgoing)) void rest(incoming, outgoing)
  }
  const timeouts = {
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    connectionsCheckingInterval: patience.check,
  }
  const server: Server = createServer(timeouts, listener)
  server.on('clientError', refuse)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new SandboxError(`Port ${port} is in use: choose another one, or 0`)
          : error,
      )
    })
    server.listen(port, LOOPBACK, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  return {
    url: `http://${LOOPBACK}:${bound}`,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      return closed
    },
  }
}

const refusal = (status: number, title: string, detail: string): string =>
  JSON.stringify(bodyOf(problem(status, title, detail), 'error'))

/** A request whose address or `Host` makes no sense. */
const unreadable = (error: unknown): Response =>
  new Response(refusal(400, 'Bad request', (error as Error).message), {
    status: 400,
    headers: { 'content-type': 'application/json', 'x-sandbox': '1' },
  })

const CLIENT_ERRORS: Readonly<Record<string, [status: number, title: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request header fields too large', 'The headers have more than 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request timeout', 'The request did not arrive in time.'],
}

/** What is no HTTP, or comes too slowly. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, title, detail] = CLIENT_ERRORS[error.code ?? ''] ?? [
    400,
    'Bad request',
    `This is no HTTP request: ${error.message}.`,
  ]
  const body = refusal(status, title, detail)
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nconnection: close\r\ncontent-type: application/json\r\nx-sandbox: 1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
