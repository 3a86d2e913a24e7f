import { loadSchemas, type RouteName } from 'prolific-kit/contract'
import { describe, expect, test } from 'vitest'
import { problem } from './errors.ts'
import type { Mode, Researcher, World } from './handler.ts'
import { Listing } from './listing.ts'
import { answersOf, createRouter } from './router.ts'
import { routes } from './routes.ts'
import { begin } from './settings.ts'
import { Store, table } from './store.ts'

const researchers = table<Researcher>('researchers', { key: (row) => row.key })
const notes = table<{ id: string }>('notes', { all: (row) => row.id })
const schemas = await loadSchemas()

/** A world with a handful of handlers that show what the router gives them and does with their answers. */
const world: World = {
  handlers: {
    'users.me': ({ researcher }) => ({ id: researcher.id, email: 'a@example.org' }) as never,
    'workspaces.list': () => Listing.of(Array.from({ length: 45 }, (_, i) => ({ id: String(i) }))) as never,
    'workspaces.create': ({ tx, input, raw }) => {
      tx.put(notes, { id: input.title })
      if (input.title === 'refused') throw problem(400, 'Bad request', 'No.', { hint: 'Try another.' })
      if (input.title === 'broken') throw new Error('an oversight')
      return { input, raw } as never
    },
    'messages.send': () => undefined,
    'submissions.list': ({ input }) => Listing.of([input]) as never,
    'studies.create': () => {
      throw problem(400, 'Bad request', 'No.')
    },
  },
  tolerances: { 'workspaces.create': ({ name, ...input }) => (name ? { ...input, title: name } : input) },
  timers: {},
  deadlines: [],
  findResearcher: (tx, key) => tx.first(researchers, 'key', key),
  createResearcher: (tx, key) => tx.put(researchers, { id: `of-${key}`, key }),
}

function start(mode: Mode = 'compat') {
  const store = new Store()
  store.transact((tx) => begin(tx, '1', 0))
  const app = createRouter(answersOf({ store, world, schemas, mode, keys: new Set(['own-key']) }))
  const call = async (route: string, init: RequestInit & { key?: string | null } = {}) => {
    const [method, path] = route.split(' ') as [string, string]
    const { key = 'sandbox_a', ...rest } = init
    const headers = new Headers(rest.headers)
    if (key !== null) headers.set('authorization', `Token ${key}`)
    const response = await app.fetch(new Request(`http://127.0.0.1${path}`, { method, ...rest, headers }))
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
  return { store, call }
}
const json = (value: unknown) => ({ body: JSON.stringify(value) })

describe('keys', () => {
  test('any sandbox key has a researcher of its own, and own keys are taken', async () => {
    const { call } = start()
    expect((await call('GET /api/v1/users/me/')).body.id).toBe('of-sandbox_a')
    expect((await call('GET /api/v1/users/me/', { key: 'sandbox_b' })).body.id).toBe('of-sandbox_b')
    expect((await call('GET /api/v1/users/me/', { key: 'own-key' })).body.id).toBe('of-own-key')
  })

  test.each([null, 'real-looking-key', 'sandbox_', `sandbox_${'x'.repeat(200)}`, 'sandbox_ä'])(
    'key %j is refused with 401, and not repeated',
    async (key) => {
      const { call, store } = start()
      const before = store.state
      const headers = new Headers(key === null ? {} : { authorization: `Token ${encodeURI(key)}` })
      const { status, body } = await call('GET /api/v1/users/me/', { key: null, headers })
      expect(status).toBe(401)
      expect(body.error.status).toBe(401)
      expect(JSON.stringify(body)).not.toContain('real-looking-key')
      expect(store.state).toBe(before)
    },
  )

  test('another scheme than Token is refused', async () => {
    const { call } = start()
    const headers = { authorization: 'Bearer sandbox_a' }
    expect((await call('GET /api/v1/users/me/', { key: null, headers })).status).toBe(401)
  })
})

test('every answer says that it is a sandbox, and carries a request id', async () => {
  const { call } = start()
  for (const route of ['GET /api/v1/users/me/', 'GET /api/v1/nothing/', 'POST /api/v1/users/me/']) {
    const { headers } = await call(route)
    expect(headers.get('x-sandbox'), route).toBe('1')
    expect(headers.get('x-request-id'), route).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('both forms of the slash are served', async () => {
  const { call } = start()
  expect((await call('GET /api/v1/users/me')).status).toBe(200)
  expect((await call('GET /api/v1/users/me/')).status).toBe(200)
})

test('each operation of the contract is served or refused by name, never silently', async () => {
  const { call } = start()
  for (const { name, verb, path } of routes) {
    const { status, body } = await call(`${verb} ${path.replace(/\{\w+\}/g, 'abc')}`)
    const told = JSON.stringify(body ?? '')
    if (name in world.handlers) expect(status, name).not.toBe(501)
    else expect(status === 501 ? told.includes(name) : status === 400, `${name} ${status} ${told}`).toBe(true)
  }
})

test('a path without parameter is not taken for one with', async () => {
  const { call } = start()
  const { body } = await call('GET /api/v1/messages/unread/')
  expect(JSON.stringify(body)).toContain('messages.listUnread' satisfies RouteName)
})

test('unknown paths are 404 with what was probably meant; known ones with a wrong method 405', async () => {
  const { call } = start()
  expect((await call('GET /api/v1/study/')).body.hint).toBe(
    'Did you mean GET /api/v1/studies/ (studies.list)?',
  )
  expect((await call('GET /api/v1/studies/abc/submisions/')).status).toBe(404)
  expect((await call('GET /quite/elsewhere/and/more')).body).toEqual({ detail: 'Not found.' })
  const wrong = await call('PUT /api/v1/studies/')
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST'])
})

test('path, query and body arrive in one checked object', async () => {
  const { call } = start()
  const created = await call('POST /api/v1/workspaces/', json({ title: 'x', colour: 'red' }))
  expect(created.status).toBe(201)
  expect(created.body).toEqual({ input: { title: 'x' }, raw: { title: 'x', colour: 'red' } })
  const listed = await call('GET /api/v1/submissions/?study=s&approved=yes&page=1')
  expect(listed.body.results).toEqual([{ study: 's', approved: true }])
})

test('older inputs are translated in compat only; unknown fields are refused in strict', async () => {
  expect((await start().call('POST /api/v1/workspaces/', json({ name: 'x' }))).body.input).toEqual({
    title: 'x',
  })
  const { status, body } = await start('strict').call('POST /api/v1/workspaces/', json({ name: 'x' }))
  expect(status).toBe(400)
  expect(body.error.detail).toEqual({
    name: ['This field is not known here.'],
    title: ['This field is required.'],
  })
})

test('a body on GET is read over, and one that is not JSON is a 400', async () => {
  const { call } = start()
  for (const body of ['{"title": ', '[1]', '"text"', '5']) {
    expect((await call('POST /api/v1/workspaces/', { body })).status, body).toBe(400)
  }
  expect((await call('POST /api/v1/workspaces/', { body: ' ' })).body.error.detail.title).toBeDefined()
})

test('refusals come in the envelope of the operation, and undo the request', async () => {
  const { call, store } = start()
  const { status, body } = await call('POST /api/v1/workspaces/', json({ title: 'refused' }))
  expect([status, body]).toEqual([
    400,
    {
      error: {
        status: 400,
        error_code: 140000,
        title: 'Bad request',
        detail: 'No.',
        additional_information: 'Try another.',
        interactive: false,
      },
    },
  ])
  expect(store.read((tx) => tx.count(notes, 'all'))).toBe(0)
  const bare = await call('POST /api/v1/studies/', json({}))
  expect(bare.status).toBe(400)
  expect(bare.body.error).toBeUndefined()
  expect(bare.body.detail.name).toEqual(['This field is required.'])
})

test('an oversight of the sandbox is a 500 that says so, and undoes the request', async () => {
  const { call, store } = start()
  const { status, body } = await call('POST /api/v1/workspaces/', json({ title: 'broken' }))
  expect(status).toBe(500)
  expect(body.error.detail).toBe('an oversight')
  expect(body.error.traceback).toContain('router.test.ts')
  expect(store.read((tx) => tx.count(notes, 'all'))).toBe(0)
})

test('lists are paged, and an answer without content is 204', async () => {
  const { call } = start()
  const { body } = await call('GET /api/v1/workspaces/?limit=10&offset=40')
  expect(body.results).toHaveLength(5)
  expect(body.meta.count).toBe(45)
  expect(body._links.previous.href).toBe('http://127.0.0.1/api/v1/workspaces/?limit=10&offset=30')
  const sent = await call('POST /api/v1/messages/', json({ recipient_id: 'a', body: 'b', study_id: 'c' }))
  expect([sent.status, sent.body]).toEqual([204, undefined])
})
