/** Serves a world over HTTP: a route for each operation of the contract, and honest refusals for the rest. */
import { Hono, type Context as HonoContext } from 'hono'
import { METHOD_NAME_ALL } from 'hono/router'
import type { ContractSchemas, RouteName } from 'prolific-kit/contract'
import { keyFrom } from './auth.ts'
import type { Caller } from './caller.ts'
import { ApiProblem, bodyOf, type Envelope, envelopeOf, invalid, problem } from './errors.ts'
import type { AnswerFault, PageQuirk } from './fault-kinds.ts'
import { type Spoils, takeFaults } from './faults.ts'
import type { Context, Mode, Researcher, World } from './handler.ts'
import { Listing } from './listing.ts'
import { nearest } from './nearest.ts'
import { type Asked, isObserved, tellAnswer, timersSet } from './observe.ts'
import { repeating, withQuirks } from './page-quirks.ts'
import { PAGE_FIELDS, pageOf } from './pages.ts'
import { PathRouter } from './path-router.ts'
import { Reply } from './reply.ts'
import { readInput } from './request.ts'
import { respond } from './respond.ts'
import { patternOf, type Route, routes } from './routes.ts'
import { now } from './settings.ts'
import { before, ConnectionLost, spoil } from './spoil.ts'
import type { Store, Transaction } from './store.ts'
import { Validator } from './validate.ts'

export interface ServerOptions<Who extends Researcher = Researcher> {
  store: Store
  world: World<Who>
  schemas: ContractSchemas
  mode: Mode
  /** Keys that are taken beside those beginning with `sandbox_`. */
  keys: ReadonlySet<string>
  /** Hosts beyond this machine that it may send requests to. */
  allowHosts?: readonly string[]
  /** Called before each request: lets a real clock catch up. */
  beforeRequest?: () => void
}

type AnyHandler = (context: Context<unknown>) => unknown

/** Answers one request to an operation. */
export type Answer = (caller: Caller, route: Route) => Promise<Response>

/** Answers the API's operations, however a request came. */
export function answersOf<Who extends Researcher>(options: ServerOptions<Who>): Answer {
  const validator = new Validator(options.schemas)
  return (caller, route) => answer(caller, route, options, validator)
}

/** An application that answers the API's operations. More routes may be added to it. */
export function createRouter(answers: Answer): Hono {
  const app = new Hono({ strict: false, router: new PathRouter() })
  for (const route of routes) app.on(route.verb, patternOf(route), (c) => answers(c, route))
  app.notFound((c) => unknownRoute(app, c))
  app.onError((error, c) => {
    if (error instanceof ConnectionLost) throw error
    return refuse(c, error, 'error')
  })
  return app
}

async function answer<Who extends Researcher>(
  c: Caller,
  route: Route,
  options: ServerOptions<Who>,
  validator: Validator,
): Promise<Response> {
  let timers: readonly string[] = []
  let request: Asked | undefined
  let spoils: Spoils | undefined
  const envelope = envelopeOf(route.name)
  const answered = ({ data, status = route.status, headers, type }: Reply): Response | Promise<Response> => {
    let body = status === 204 ? undefined : (data ?? null)
    if (isObserved()) {
      const agent = c.req.header('user-agent')
      tellAnswer({ operation: route.name, status, body, request, type, agent, timers })
    }
    if (spoils?.quirks.length) body = withQuirks(body, spoils.quirks, addressOf(c))
    return spoils?.fault
      ? spoil(c, spoils.fault, { status, body, headers, type }, envelope)
      : respond(c, status, body, headers, type)
  }
  try {
    options.beforeRequest?.()
    const key = route.isPublic ? undefined : keyFrom(c.req.header('authorization'), options.keys)
    const url = addressOf(c)
    const params = c.req.param()
    const { input: raw, body } = await readInput(c.req, url, params, bodyOfRoute(route, options))
    if (isObserved()) request = askedIn(route, raw, body, params)
    spoils = takeFaults(options.store, route.name, raw, key)
    const { fault, quirks } = spoils
    const instead = fault && (await before(c, fault, envelope))
    if (instead) return instead
    const input = checked(validator, route, raw, body, options)
    const run = (tx: Transaction, researcher?: Who) => {
      const result = handle(route, options, { tx, researcher, input, raw, url, quirks })
      if (isObserved()) timers = timersSet(tx)
      return result
    }
    const result = within(options, route, key, run, fault)
    return answered(result instanceof Reply ? result : new Reply(result))
  } catch (error) {
    if (error instanceof ConnectionLost) throw error
    return error instanceof ApiProblem ? answered(refusal(error, envelope)) : failure(c, error)
  }
}

/** A request in its parts again. */
function askedIn(
  { bodyField }: Route,
  raw: Readonly<Record<string, unknown>>,
  inBody: ReadonlySet<string>,
  params: Readonly<Record<string, string>>,
): Asked {
  const those = (test: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(raw).filter(([name]) => test(name)))
  const body = bodyField === undefined ? those((name) => inBody.has(name)) : raw[bodyField]
  return {
    query: those((name) => !inBody.has(name) && !(name in params)),
    body: inBody.size > 0 ? body : undefined,
  }
}

/** How a body is read that is no object of fields. */
function bodyOfRoute(
  { name, bodyField, isLines }: Route,
  { mode, world }: { mode: Mode; world: Pick<World, 'bareBodies'> },
): Pick<Route, 'bodyField' | 'isLines'> {
  return { bodyField: bodyField ?? (mode === 'compat' ? world.bareBodies?.[name] : undefined), isLines }
}

/**
 * Runs the request in its transaction. Reading changes nothing, unless it is the first that a key asks for, or
 * creates something all the same: asking for an upload address does.
 */
function within<Who extends Researcher, T>(
  { store, world }: ServerOptions<Who>,
  { verb, status }: Route,
  key: string | undefined,
  run: (tx: Transaction, researcher?: Who) => T,
  fault?: AnswerFault,
): T {
  if (key === undefined) return store.read((tx) => run(tx))
  if (verb === 'GET' && status !== 201) {
    const read = store.read(
      (tx) => {
        const researcher = world.findResearcher(tx, key)
        return researcher && { result: run(tx, researcher) }
      },
      fault?.type === 'stale_read' ? store.earlier(fault.changes) : undefined,
    )
    if (read) return read.result
  }
  return store.transact((tx) => run(tx, world.findResearcher(tx, key) ?? world.createResearcher(tx, key)))
}

/** The input as the contract has it. The fields that choose a page are the pager's affair. */
function checked(
  validator: Validator,
  route: Route,
  raw: Record<string, unknown>,
  body: ReadonlySet<string>,
  { mode, world }: { mode: Mode; world: Pick<World, 'tolerances'> },
): unknown {
  const tolerance = mode === 'compat' ? world.tolerances[route.name] : undefined
  const input = { ...(tolerance ? tolerance(raw) : raw) }
  for (const name of route.paging ? PAGE_FIELDS[route.paging] : []) delete input[name]
  const query = new Set(Object.keys(input).filter((name) => !body.has(name)))
  const result = validator.input(route.name, input, { strict: mode === 'strict', query })
  if ('errors' in result) throw invalid(result.errors)
  return result.value
}

/** The address as the caller wrote it: a proxy that ends TLS says so. */
const addressOf = (c: Caller): string =>
  c.req.header('x-forwarded-proto') === 'https' ? c.req.url.replace(/^http:/, 'https:') : c.req.url

/** The part of an address before its path. */
const originOf = (url: string): string => url.slice(0, url.indexOf('/', url.indexOf('//') + 2))

interface Exchange {
  tx: Transaction
  /** Nobody asks who calls an operation that is public. */
  researcher: Researcher | undefined
  input: unknown
  raw: Record<string, unknown>
  url: string
  quirks: readonly PageQuirk[]
}

function handle<Who extends Researcher>(
  route: Route,
  { world, mode, allowHosts = [] }: ServerOptions<Who>,
  exchange: Exchange,
): unknown {
  const handler = (world.handlers as unknown as Partial<Record<RouteName, AnyHandler>>)[route.name]
  if (!handler) {
    throw problem(501, 'Not implemented', `The sandbox does not imitate ${route.name} yet.`)
  }
  const { tx, researcher, input, raw, url, quirks } = exchange
  const context = { tx, now: now(tx), input, raw, mode, allowHosts, origin: originOf(url) }
  const result = handler({ ...context, researcher: researcher! })
  if (!(result instanceof Reply)) return paged(result, route, url, quirks)
  const { data, status, headers, type } = result
  return new Reply(
    paged(data, route, url, quirks),
    { ...(status !== undefined && { status }), headers },
    type,
  )
}

/** The page of a list that is asked for; anything else as it is. */
function paged(data: unknown, { paging, rows }: Route, url: string, quirks: readonly PageQuirk[]): unknown {
  if (!(data instanceof Listing && paging)) return data
  if (rows) return { [rows]: data.slice(0, data.count) }
  return pageOf(quirks.includes('repeated_rows') ? repeating(data) : data, paging, new URL(url))
}

function refuse(c: Pick<Caller, 'env'>, error: unknown, envelope: Envelope): Response {
  if (!(error instanceof ApiProblem)) return failure(c, error)
  const { data, status, headers } = refusal(error, envelope)
  return respond(c, status!, data, headers)
}

function refusal(error: ApiProblem, envelope: Envelope): Reply {
  const challenge: Record<string, string> = error.status === 401 ? { 'www-authenticate': 'Token' } : {}
  return new Reply(bodyOf(error, envelope), { status: error.status, headers: challenge })
}

/** A fault of the sandbox itself: it says so, and where. */
function failure(c: Pick<Caller, 'env'>, error: unknown): Response {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const inner = bodyOf(
    problem(500, 'The sandbox failed', message, {
      hint: 'This is a fault of the sandbox, not of your request.',
    }),
    'bare',
  ) as object
  return respond(c, 500, { error: { ...inner, traceback: stack } })
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function unknownRoute(app: Hono, c: HonoContext): Response {
  const { method, path } = c.req
  // Middleware is there for all verbs, and matches any path.
  const allowed = VERBS.filter((verb) =>
    app.router.match(verb, path)[0].some(([[, entry]]) => entry.method !== METHOD_NAME_ALL),
  )
  if (allowed.length > 0) {
    const refusal = problem(405, 'Method not allowed', `Method "${method}" not allowed.`)
    return respond(c, 405, bodyOf(refusal, 'error'), { allow: allowed.join(', ') })
  }
  const wanted = `${method} ${path.endsWith('/') ? path : `${path}/`}`
  const shaped = routes.map(({ verb, path }) => `${verb} ${shapeLike(path, wanted)}`)
  const near = nearest(wanted, shaped)
  const meant = near && routes[shaped.indexOf(near)]
  const hint = meant ? `Did you mean ${meant.verb} ${meant.path} (${meant.name})?` : undefined
  return respond(c, 404, { detail: 'Not found.', ...(hint && { hint }) })
}

/** The route with the asked path's own ids in place of its parameters, so that only real differences count. */
function shapeLike(path: string, wanted: string): string {
  const given = wanted.slice(wanted.indexOf(' ') + 1).split('/')
  return path
    .split('/')
    .map((part, i) => (part.startsWith('{') ? (given[i] ?? part) : part))
    .join('/')
}
