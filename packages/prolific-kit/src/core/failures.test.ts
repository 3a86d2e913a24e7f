import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorOf, KEY, testClient } from '../../test/client.ts'
import { type Reply, startServer } from '../../test/server.ts'
import { Prolific, type ProlificOptions } from '../client.ts'
import { readEnvelope } from './envelopes.ts'
import {
  ProlificAuthenticationError,
  ProlificConflictError,
  ProlificError,
  ProlificNotFoundError,
  ProlificPermissionError,
  ProlificRateLimitError,
  ProlificRequestError,
  ProlificServerError,
  ProlificValidationError,
} from './errors.ts'
import type { Logger } from './log.ts'

const failing = async (reply: Reply, options: ProlificOptions = {}) => {
  await using server = await startServer(() => reply)
  return await errorOf<ProlificRequestError>(testClient(server.url, { retries: 0, ...options }).users.me())
}

describe('envelopes', () => {
  test.each<[string, unknown, object]>([
    [
      'A, with text',
      {
        error: {
          status: 400,
          error_code: 140_007,
          title: 'Bad study',
          detail: 'No places',
          additional_information: 'Add some',
        },
      },
      { code: 140_007, title: 'Bad study', detail: 'No places Add some' },
    ],
    [
      'A, with a list',
      { error: { status: 400, error_code: 1, title: 'Bad', detail: ['One.', 'Two.'], interactive: false } },
      { code: 1, title: 'Bad', detail: 'One. Two.' },
    ],
    [
      'A, with fields',
      { error: { status: 400, error_code: 140_007, detail: { external_study_url: ['Enter a valid URL.'] } } },
      { code: 140_007, fields: { external_study_url: ['Enter a valid URL.'] } },
    ],
    [
      'A, with fields inside fields',
      { error: { detail: { access_details: { external_url: ['Bad.', 'Worse.'] }, name: 'Too long' } } },
      { fields: { 'access_details.external_url': ['Bad.', 'Worse.'], name: ['Too long'] } },
    ],
    [
      'A with detail alone',
      { error: { detail: 'E-mail already registered' } },
      { detail: 'E-mail already registered' },
    ],
    [
      'B, without the outer key',
      { status: 400, error_code: 140_000, title: 'Bad', detail: 'No such study' },
      { code: 140_000, title: 'Bad', detail: 'No such study' },
    ],
    ['C', { message: 'Bad dataset', detail: 'No rows' }, { title: 'Bad dataset', detail: 'No rows' }],
    ['C without detail', { message: 'Batch is running' }, { detail: 'Batch is running' }],
    [
      'D, with issues',
      {
        type: 'INVALID_BATCH_ITEMS',
        message: 'Validation failed',
        issues: [
          { page: 0, row: 1, column: 0, item: 2, type: 'x', field: 'title', message: 'Is empty' },
          { page: 0, row: 1, column: 0, item: 2, type: 'x', field: 'title', message: 'Is short' },
          { page: 1, row: 0, column: 0, item: 0, type: 'x', message: 'Is odd' },
          { page: 2, row: 0, column: 0, item: 0, type: 'x' },
        ],
      },
      {
        detail: 'Validation failed',
        fields: {
          'batch_items[0].rows[1].columns[0].items[2].title': ['Is empty', 'Is short'],
          'batch_items[1].rows[0].columns[0].items[0]': ['Is odd'],
          'batch_items[2].rows[0].columns[0].items[0]': [''],
        },
      },
    ],
    ['E', { detail: 'Not found.' }, { detail: 'Not found.' }],
    ['F, a JSON string', 'Archive not found', { detail: 'Archive not found' }],
    ['an error that is text', { error: 'Unauthorised' }, { detail: 'Unauthorised' }],
    ['null', null, {}],
    ['a list', ['x'], {}],
  ])('%s', async (_, json, expected) => {
    const error = await failing({ status: 400, json })
    const { code, title, detail, fields, body, status, operation } = error
    expect(
      Object.fromEntries(Object.entries({ code, title, detail, fields }).filter(([, value]) => value)),
    ).toEqual(expected)
    expect({ body, status, operation }).toEqual({ body: json, status: 400, operation: 'users.me' })
    for (const said of [title, detail, ...Object.entries(fields ?? {}).flat(2)])
      expect(error.message).toContain(said ?? '')
  })

  test('G, the HTML of a gateway, shows its title', async () => {
    const text = '<html><head><title>502 Bad\n Gateway</title></head><body><h1>x</h1></body></html>'
    const error = await failing({ status: 502, text, headers: { 'content-type': 'text/html' } })
    expect(error).toMatchObject({ name: 'ProlificServerError', detail: '502 Bad Gateway', body: text })
  })

  test('G, text without a title, is shown in one short line without control characters', async () => {
    const error = await failing({ status: 500, text: `<p>Oh\u001b[31m dear</p>\n${'x'.repeat(5_000)}` })
    expect(error.detail).toMatch(/^Oh \[31m dear x+…$/)
    expect(error.detail!.length).toBe(300)
    expect((await failing({ status: 500, text: '<'.repeat(1_000_000) })).detail).toHaveLength(300)
  })

  test('whatever stands in a body, it is read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (detail, message, issues) => {
        for (const body of [
          detail,
          { detail },
          { error: detail },
          { error: { detail, message, issues, title: message } },
        ]) {
          const { fields = {} } = readEnvelope(body)
          expect(Object.values(fields).every((list) => list.every((one) => typeof one === 'string'))).toBe(
            true,
          )
        }
      }),
    )
    const odd = readEnvelope(JSON.parse('{"detail": {"__proto__": ["a"], "constructor": ["b"]}}'))
    expect(Object.entries(odd.fields!)).toEqual([
      ['__proto__', ['a']],
      ['constructor', ['b']],
    ])
  })
})

test.each([
  [400, ProlificValidationError, /refused the input/],
  [401, ProlificAuthenticationError, /Make one on the settings page.*PROLIFIC_API_KEY/],
  [403, ProlificPermissionError, /ask an administrator/],
  [404, ProlificNotFoundError, /Check the id/],
  [405, ProlificRequestError, /Read the answer/],
  [409, ProlificConflictError, /read its state/],
  [422, ProlificValidationError, /refused the input/],
  [429, ProlificRateLimitError, /wait a little/],
  [500, ProlificServerError, /try again later/],
  [503, ProlificServerError, /try again later/],
] as const)('status %i has a class', async (status, type, advice) => {
  const error = await failing({ status, json: { detail: 'Why' }, headers: { 'x-request-id': 'req-1' } })
  expect(error).toBeInstanceOf(type)
  expect(error).toBeInstanceOf(ProlificError)
  expect(error).toMatchObject({ name: type.name, status, requestId: 'req-1' })
  expect(error.message).toMatch(advice)
  expect(error.message).toMatch(/^users\.me failed with \d+: Why\n/)
  expect(error.message).toContain('req-1')
  expect(error.stack).toMatch(new RegExp(`^${type.name}: users\\.me`))
})

test('a feature that is not enabled is told apart from an unknown id', async () => {
  const text = 'You do not currently have permission to access to this feature.'
  expect((await failing({ status: 404, json: { detail: text } })).message).toContain('ask Prolific for it')
})

describe('a success that cannot be read', () => {
  test('is an error of the server for a read', async () => {
    const error = await failing({ text: '<html>Log in</html>', headers: { 'content-type': 'text/html' } })
    expect(error).toMatchObject({ name: 'ProlificServerError', status: 200, body: '<html>Log in</html>' })
    expect(error.message).toContain('proxy')
  })

  test('leaves open what happened for anything else', async () => {
    await using server = await startServer(() => ({ status: 202, text: '<html>Log in</html>' }))
    const error = await errorOf(testClient(server.url).bonuses.pay({ id: 'b1' }))
    expect(error.name).toBe('ProlificAmbiguousResultError')
    expect(error.message).toContain('Do not pay again')
  })

  test('is one without a list, where a list was asked for', async () => {
    for (const json of [undefined, null, 7, 'x', {}, { results: null }, { results: {} }]) {
      await using server = await startServer(() => ({ json }))
      const client = testClient(server.url)
      for (const read of [() => client.workspaces.list(), () => client.workspaces.list().toArray()]) {
        const error = await errorOf(read())
        expect(error.name).toBe('ProlificServerError')
        expect(error.message).toMatch(/holds no list|is empty/)
      }
    }
  })
})

describe('a redirect', () => {
  test.each([{}, { fetch: globalThis.fetch }])('is not followed, wherever it leads', async (options) => {
    await using other = await startServer(() => ({ json: {} }))
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `${other.url}/api/v1/users/me/?token=${KEY}`
      const error = await failing({ status, headers: { location } }, options)
      expect(error).toMatchObject({ name: 'ProlificRequestError', status })
      expect(error.message).toContain('not followed: check the base URL')
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(KEY)
    }
    expect(other.requests).toEqual([])
  })
})

describe('the key', () => {
  const lines: unknown[] = []
  const log = (...line: unknown[]) => void lines.push(line)
  const logger: Logger = { debug: log, info: log, warn: log, error: log }
  const mustBeHidden = (...things: unknown[]) => {
    for (const thing of [...things, lines]) {
      const texts = [inspect(thing, { depth: 10, showHidden: true }), JSON.stringify(thing), String(thing)]
      if (thing instanceof Error)
        texts.push(thing.message, thing.stack ?? '', inspect({ ...thing }, { depth: 10 }))
      for (const text of texts) expect(text ?? '').not.toContain(KEY)
    }
  }

  test('is sent, as Prolific wants it', async () => {
    await using server = await startServer(() => ({ json: {} }))
    await testClient(server.url).users.me()
    expect(server.requests[0]!.headers.authorization).toBe(`Token ${KEY}`)
  })

  test.each([{}, { fetch: globalThis.fetch }])(
    'is in no error, log line or inspected client',
    async (options) => {
      const echo = { echo: { authorization: `Token ${KEY}` } }
      const replies: Reply[] = [
        'reset',
        'truncate',
        {
          status: 401,
          json: { error: { title: `Invalid token ${KEY}`, detail: { [KEY]: [KEY] } } },
          headers: { 'x-request-id': KEY },
        },
        { status: 400, json: echo },
        { status: 502, text: `<title>${KEY}</title>` },
        { status: 200, text: `<html>${KEY}` },
        { status: 200, text: 'Not a list', headers: { 'content-type': 'text/plain' } },
      ]
      for (const reply of replies) {
        await using server = await startServer(() => reply)
        const client = testClient(server.url, { ...options, logger })
        mustBeHidden(client, client.users)
        mustBeHidden(
          await errorOf(client.workspaces.list()),
          await errorOf(client.studies.publish({ id: 's1' }).then(() => Promise.reject())),
        )
      }
      expect(lines.length).toBeGreaterThan(10)
    },
  )

  test('is in no error about a call that has it where it does not belong, and in no log', async () => {
    const said: unknown[] = []
    const say = (...line: unknown[]) => void said.push(line)
    await using server = await startServer(() => ({ status: 400, json: { error: { title: 'No' } } }))
    const client = testClient(server.url, { logger: { debug: say, info: say, warn: say } })
    const wrong = (input: object) => input as never
    for (const call of [
      () => client.request(`GET /api/v1/${KEY}/`),
      () => client.request(`GET /api/v1/users/me/?token=${KEY}`),
      () => client.request(`GET https://example.org/?token=${KEY}` as never),
      () => client.request('GET /api/v1/{id}/', { id: `${KEY}/` }),
      () => client.users.me(wrong({ [KEY]: 1 })),
      () => client.studies.retrieve({ id: `/${KEY}` }),
      () => client.studies.calculateCost(wrong({ reward: KEY, total_available_places: KEY })),
      () => client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${KEY},4.25` }),
      () => client.upload({ upload_url: KEY, http_method: 'PUT' }, 'x'),
    ])
      said.push(await errorOf<Error>(call()))
    expect(said).toHaveLength(9 + 2)
    expect(inspect(said, { depth: 10, showHidden: true })).not.toContain(KEY)
  })

  test('leaves the words of an error whole, if it is as short as those of tests', async () => {
    const client = new Prolific({ apiKey: 'k', baseUrl: 'http://127.0.0.1:1' })
    const { message } = await errorOf<Error>(client.studies.retrieve('s1' as never))
    expect(message).toContain('takes its fields in one object')
  })

  test('is in no error of a fetch that shows its request', async () => {
    const fetch: typeof globalThis.fetch = async (_, init) => {
      throw Object.assign(new TypeError('Broken', { cause: { init } }), { config: init, code: 'EBROKEN' })
    }
    const error = await errorOf(testClient('http://127.0.0.1:9', { fetch, logger }).users.me())
    mustBeHidden(error)
    expect(error).toMatchObject({
      name: 'ProlificConnectionError',
      cause: { name: 'TypeError', message: 'Broken', code: 'EBROKEN' },
    })
  })

  test('is in no error about bytes that are not HTTP', async () => {
    const net = await import('node:net')
    const echo = net.createServer((socket) =>
      socket.on('data', (data) => socket.end(data)).on('error', () => {}),
    )
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
    const { port } = echo.address() as import('node:net').AddressInfo
    const error = await errorOf(testClient(`http://127.0.0.1:${port}`, { logger, retries: 0 }).users.me())
    echo.close()
    expect(error.name).toBe('ProlificConnectionError')
    mustBeHidden(error)
    expect(inspect(error, { depth: 10 })).not.toContain('rawPacket')
  })

  test('goes to no other host, by a link or by middleware, and middleware does not see it', async () => {
    await using other = await startServer(() => ({ json: { results: [] } }))
    await using server = await startServer(({ query }) => ({
      json:
        query.get('page') === '1'
          ? { results: [{ id: 1 }], _links: { next: { href: `${other.url}/api/v1/studies/?page=2` } } }
          : { results: [{ id: 2 }], _links: { next: { href: null } } },
    }))
    expect(await testClient(server.url).studies.list().toArray()).toEqual([{ id: 1 }, { id: 2 }])
    expect(other.requests).toEqual([])
    const seen: unknown[] = []
    const client = testClient(server.url, {
      middleware: [
        (request, next) => {
          seen.push(request)
          return next({ ...request, url: request.url.replace(server.url, other.url) })
        },
      ],
    })
    await client.studies.list()
    mustBeHidden(seen)
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
