/**
 * Answers plain reads straight from Node's request. The `Request` between it and Hono, with its headers and its
 * context, would cost as much as a simple read.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from './caller.ts'
import { PathRouter } from './path-router.ts'
import type { Answer } from './router.ts'
import { patternOf, type Route, routes } from './routes.ts'

/** Answers a request, or tells that it is not for it. */
export type Direct = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** Nothing in these could be written in another way: no dots, no escapes in the path, no empty parts. */
const PLAIN_ADDRESS = /^(\/api\/v1(?:\/[\w-]+)+)\/?(?:\?[\w=&.,:%+-]*)?$/
const PLAIN_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/

/** Takes the reads; everything else, and whatever is unusual, is left to whoever takes the rest. */
export function directReads(answer: Answer): Direct {
  const router = new PathRouter<Route>()
  for (const route of routes) {
    if (route.verb === 'GET') router.add('GET', patternOf(route), route)
  }
  return (incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    if (method !== 'GET' || 'content-length' in headers || 'transfer-encoding' in headers) return false
    const path = PLAIN_ADDRESS.exec(url)?.[1]
    if (path === undefined || !PLAIN_HOST.test(headers.host ?? '')) return false
    const found = router.match('GET', path)[0][0] as [Route, Record<string, string>] | undefined
    if (!found) return false
    const [route, params] = found
    answer(callerOf(incoming, outgoing, params), route).catch(() => outgoing.destroy())
    return true
  }
}

function callerOf(
  { headers, url }: IncomingMessage,
  outgoing: ServerResponse,
  params: Record<string, string>,
): Caller {
  const address = `http://${headers.host}${url}`
  return {
    req: {
      method: 'GET',
      url: address,
      header: (name) => headers[name] as string | undefined,
      param: () => params,
      get raw() {
        return new Request(address)
      },
    },
    env: { outgoing },
  }
}
