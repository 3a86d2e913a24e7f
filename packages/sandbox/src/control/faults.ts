/** `/_sandbox/faults`: those for everybody or, with a key in `Authorization`, those of that key alone. */
import type { Context, Hono } from 'hono'
import { keyFrom } from '../core/auth.ts'
import { problem } from '../core/errors.ts'
import { clearFaults, type FaultRequest, listFaults } from '../core/faults.ts'
import type { Store } from '../core/store.ts'
import { planFault } from '../faults.ts'
import { bodyFrom } from './body.ts'

const FIELDS = ['operation', 'fault', 'times', 'after']
const WHOSE = ' A fault is for everybody or, with a key in Authorization, for that key.'

export function faultRoutes(app: Hono, store: Store, keys: ReadonlySet<string>): void {
  const tenant = (c: Context) => {
    const given = c.req.header('authorization')
    return given === undefined ? null : keyFrom(given, keys)
  }

  app.get('/faults', (c) => c.json({ faults: store.read((tx) => listFaults(tx, tenant(c))) }))

  app.post('/faults', async (c) => {
    const key = tenant(c)
    const request = await bodyFrom(c, FIELDS, WHOSE)
    const planned = planFault(store, keys, {
      ...(request as unknown as FaultRequest),
      ...(key !== null && { tenant: key }),
    })
    return c.json(planned, 201)
  })

  app.delete('/faults', (c) => c.json({ cleared: store.transact((tx) => clearFaults(tx, tenant(c))) }))

  app.delete('/faults/:id', (c) => {
    const id = c.req.param('id')
    if (store.transact((tx) => clearFaults(tx, tenant(c), id)) === 0) {
      throw problem(404, 'Not found', `There is no fault ${id}. It may be used up, or of another key.`)
    }
    return c.body(null, 204)
  })
}
