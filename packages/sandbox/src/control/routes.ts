/** The control addresses `/_sandbox/*`: what a sandbox can do beside the API, for programs in any language. */
import { type Context, Hono } from 'hono'
import { keyFrom } from '../core/auth.ts'
import { ApiProblem, bodyOf, problem } from '../core/errors.ts'
import { marks } from '../core/respond.ts'
import type { Advance } from '../core/scheduler.ts'
import type { Transaction } from '../core/store.ts'
import type { Engine, ParticipantAction } from '../engine.ts'
import type { ArriveOptions } from '../simulate/arrivals.ts'
import { setBalance, statements, topUp } from '../wallets.ts'
import type { Researcher } from '../world/rows.ts'
import { type Body, bodyFrom, textIn } from './body.ts'
import { deliveryRoutes } from './deliveries.ts'
import { faultRoutes } from './faults.ts'
import { guard, guardCaller } from './guard.ts'
import { snapshotRoutes } from './snapshots.ts'

/** What is said of people who shall come. */
const ARRIVAL = ['study', 'count', 'behaviour', 'within', 'via']

/** `env` tells the variables that point a client here. */
export function controlRoutes(
  engine: Engine,
  keys: ReadonlySet<string>,
  env: () => Readonly<Record<string, string>>,
): Hono {
  const app = new Hono({ strict: false })

  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(marks())) c.header(name, value)
    guard(new URL(c.req.url), c.req.header('origin'))
    guardCaller(c)
    engine.catchUp()
    await next()
  })
  app.onError(refuse)
  app.notFound((c) => refuse(problem(404, 'Not found', `There is no ${c.req.method} ${c.req.path}.`), c))

  app.get('/health', (c) =>
    c.json({ status: 'ok', mode: engine.mode, clock: engine.clock, now: engine.nowText() }),
  )

  app.get('/env', (c) => c.json(env()))

  app.get('/clock', (c) => c.json({ now: engine.nowText() }))
  app.post('/clock', async (c) => {
    const fired = await engine.advance(advanceFrom(await bodyFrom(c, ['by', 'to', 'until'])))
    return c.json({ now: engine.nowText(), fired })
  })

  app.get('/participants', (c) => {
    const study = c.req.query('study')
    if (!study) throw new TypeError('study is missing: the id of a study')
    return c.json({ arrivals: engine.arrivals(study) })
  })
  app.post('/participants', async (c) =>
    c.json(engine.arrive((await bodyFrom(c, ARRIVAL)) as unknown as ArriveOptions), 201),
  )
  app.post('/submissions/:id/act', async (c) => {
    const asked = await bodyFrom(c, ['action', 'code', 'body'])
    const { action } = asked
    const [code, body] = [textIn(asked, 'code'), textIn(asked, 'body')]
    if (typeof action !== 'string')
      throw new TypeError('action is missing: start, complete, return or message')
    return c.json(
      engine.act(c.req.param('id'), action as ParticipantAction, {
        ...(code !== undefined && { code }),
        ...(body !== undefined && { body }),
      }),
    )
  })

  const tenant = (c: Context) => keyFrom(c.req.header('authorization'), keys)
  app.get('/wallets', (c) => {
    const key = tenant(c)
    const read = (tx: Transaction) => {
      const researcher = engine.world.findResearcher(tx, key)
      return researcher ? statements(tx, researcher as Researcher, c.req.query('workspace')) : []
    }
    return c.json({ wallets: engine.store.read(read) })
  })
  app.post('/wallets', async (c) => {
    const key = tenant(c)
    const asked = await bodyFrom(c, ['amount', 'balance', 'workspace'])
    const { amount, balance } = asked
    const given = amount ?? balance
    if (typeof given !== 'number' || (amount !== undefined && balance !== undefined)) {
      throw new TypeError(
        'Give either amount, to pay in, or balance, to have so much at hand: whole minor units (pence, cents)',
      )
    }
    const id = textIn(asked, 'workspace')
    const change = amount === undefined ? setBalance : topUp
    return c.json(engine.store.transact((tx) => change(tx, engine.researcher(tx, key), given, id)))
  })

  app.post('/reset', (c) => {
    engine.reset()
    return c.json({ now: engine.nowText() })
  })

  snapshotRoutes(app, engine)
  faultRoutes(app, engine.store, keys)
  deliveryRoutes(app, engine, keys)
  return app
}

/** `{ "by": "2 hours" }`, `{ "to": "2026-01-06T09:00Z" }` or `{ "until": "idle" }`. */
function advanceFrom({ by, to, until }: Body): Advance {
  if (typeof by === 'string' || typeof by === 'number') return { by }
  if (typeof to === 'string' || typeof to === 'number') return { to }
  if (until === 'idle') return { until }
  throw new TypeError('Say how far: by (“2 hours”), to (a moment) or until (“idle”)')
}

/** What a caller got wrong is 400; the engine says it with a TypeError or RangeError. */
function refuse(error: Error, c: Context): Response {
  const said =
    error instanceof ApiProblem
      ? error
      : error instanceof TypeError || error instanceof RangeError
        ? problem(400, 'Bad request', error.message)
        : problem(500, 'The sandbox failed', error.message)
  return c.json(bodyOf(said, 'error'), said.status as 400)
}
