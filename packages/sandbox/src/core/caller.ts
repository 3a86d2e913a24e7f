/** Who asks, and where the answer goes: as much of Hono's context as answering an operation takes. */
import type { ServerResponse } from 'node:http'

export interface Caller {
  readonly req: {
    readonly method: string
    /** The whole address. */
    readonly url: string
    header(name: string): string | undefined
    /** What stands in the places of the route's parameters. */
    param(): Record<string, string>
    /** The request with its body. */
    readonly raw: Request
  }
  /** `outgoing` is the answer's socket, if the request came over one. */
  // biome-ignore lint/suspicious/noExplicitAny: as Hono has it, and undefined for a request without a socket
  readonly env: any
}

/** Where the answer is written, if the request came over a socket. */
export const outgoingOf = ({ env }: Pick<Caller, 'env'>): ServerResponse | undefined => env?.outgoing
