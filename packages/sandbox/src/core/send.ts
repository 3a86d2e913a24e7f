/** Requests that leave the process: to this machine, or to hosts that were listed. */
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'

/** What a job has of the world outside. */
export interface Outside {
  /** Sends a request and answers what came back, or why nothing did. It never throws, and follows no redirect. */
  send(request: Outgoing): Promise<Sent>
  /** Nobody waits for the job any more: the world was put back, or the sandbox closed. */
  readonly signal: AbortSignal
}

export interface Outgoing {
  readonly url: string
  /** POST unless said. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds of real time that the whole answer may take, if other than usual. */
  readonly timeout?: number
}

/** The answer to a request, or in `error` why there is none. */
export type Sent = Answer | { readonly error: string }
export interface Answer {
  readonly status: number
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Up to a million characters; the rest is cut off. */
  readonly body: string
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/
const LARGEST = 1_000_000

/** Whether an address is on this machine. */
export const isLocal = (url: URL): boolean => LOOPBACK.test(url.hostname)

/** Why a request may not go to this address; undefined if it may. `allowed` are further hosts, with port or without. */
export function whyNot(address: string, allowed: readonly string[]): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return 'Only addresses that begin with http:// or https:// can be reached.'
  if (isLocal(url) || allowed.includes(url.hostname) || allowed.includes(url.host)) return undefined
  return `This sandbox sends nothing to ${url.hostname}, which is not this machine. List the host in allowHosts (--allow-host on the command line) if it shall.`
}

export interface SendOptions {
  readonly allowed: readonly string[]
  /** Milliseconds of real time until an answer must be there, whole. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** Sends a request on a connection of its own. */
export async function send(
  { url, method = 'POST', headers = {}, body }: Outgoing,
  { allowed, timeout, signal }: SendOptions,
): Promise<Sent> {
  const refusal = whyNot(url, allowed)
  if (refusal !== undefined) return { error: refusal }
  let stopped: string | undefined
  let stop = (_why: string) => {}
  const late = setTimeout(() => stop(`nothing whole came within ${timeout} ms`), timeout)
  const abandon = () => stop('nobody waits for it any more')
  signal.addEventListener('abort', abandon)
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const length = body === undefined ? undefined : { 'content-length': String(Buffer.byteLength(body)) }
      const options = { method, headers: { ...headers, ...length }, agent: false as const }
      const request = (url.startsWith('https:') ? https : http).request(url, options, (response) => {
        read(response).then(resolve, reject)
      })
      stop = (why) => {
        stopped = why
        request.destroy()
      }
      request.on('error', reject).end(body)
    })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return { error: `No answer: ${stopped ?? (message || code)}.` }
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', abandon)
  }
}

async function read(response: IncomingMessage): Promise<Answer> {
  const { statusCode: status = 0, headers } = response
  let body = ''
  response.setEncoding('utf8')
  for await (const part of response) {
    body += part
    if (body.length > LARGEST) break
  }
  return { status, headers, body: body.slice(0, LARGEST) }
}
