/** Drift, planted in the answers of a server on a real socket. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { KEY, testClient } from '../test/client.ts'
import { makeRows } from '../test/list-server.ts'
import { type Reply, startServer, type TestServer } from '../test/server.ts'
import type { Prolific } from './client.ts'
import type { Drift, DriftDifference } from './core/drift.ts'
import { ProlificError } from './core/errors.ts'
import { type Drift as PublicDrift, Prolific as PublicProlific } from './index.ts'

let server: TestServer
let reply: Reply
let told: Drift[]
let client: Prolific
beforeAll(async () => {
  server = await startServer(() => reply)
})
beforeEach(() => {
  told = []
  client = testClient(server.url, { onDrift: (drift) => told.push(drift) })
})
afterAll(() => server[Symbol.asyncDispose]())

const group = { id: 'g1', name: 'Group' }
const submission = {
  id: 's1',
  participant_id: 'p1',
  status: 'APPROVED',
  started_at: '2026-01-05T09:00:00Z',
  has_siblings: false,
}
const differences = () => told.flatMap((drift) => drift.differences)

describe('an answer', () => {
  it.each<[DriftDifference['kind'], object, DriftDifference]>([
    ['missing', { id: 'g1' }, { path: 'name', kind: 'missing', expected: 'string', found: 'absent' }],
    [
      'unknown',
      { ...group, owner: 'Jane Doe' },
      { path: 'owner', kind: 'unknown', expected: 'absent', found: 'string' },
    ],
    [
      'type',
      { ...group, feeder_studies: [{ id: 5, name: 'Jane Doe' }] },
      { path: 'feeder_studies[].id', kind: 'type', expected: 'string', found: 'integer' },
    ],
  ])('tells of drift: %s', async (_, json, difference) => {
    reply = { json }
    expect(await client.participantGroups.retrieve({ id: 'g1' })).toEqual(json)
    expect(told).toEqual([
      { operation: 'participantGroups.retrieve', status: 200, differences: [difference] },
    ])
  })

  it('tells of a value that is not known', async () => {
    reply = { status: 201, json: { id: 's1', study_id: 't1', started_at: 'now', status: 'JANE' } }
    await client.submissions.retrieve({ id: 's1' })
    expect(told).toMatchObject([{ operation: 'submissions.retrieve', status: 201 }])
    expect(differences()).toEqual([
      {
        path: 'status',
        kind: 'value',
        expected: expect.stringMatching(/^ACTIVE \| APPROVED \| .*UNKNOWN$/),
        found: 'string',
      },
    ])
    expect(JSON.stringify(told)).not.toContain('JANE')
  })

  it('that fits tells nothing', async () => {
    reply = { json: { ...group, description: null, participant_count: 3 } }
    await client.participantGroups.retrieve({ id: 'g1' })
    expect(told).toEqual([])
  })

  it('that is no object at all, or nothing', async () => {
    reply = { json: [] }
    await client.participantGroups.retrieve({ id: 'g1' })
    reply = { status: 204 }
    await client.participantGroups.retrieve({ id: 'g1' })
    expect(differences()).toEqual([
      { path: '', kind: 'type', expected: 'object', found: 'array' },
      { path: '', kind: 'missing', expected: 'object', found: 'absent' },
    ])
  })

  it('where none is described is news, unless it is empty', async () => {
    for (const json of [undefined, {}, null, { id: 'm1' }]) {
      reply = { json }
      await client.messages.send({ recipient_id: 'p1', body: 'Hello', study_id: 's1' })
    }
    expect(differences()).toEqual([{ path: '', kind: 'unknown', expected: 'absent', found: 'object' }])
  })

  it('of text is left alone', async () => {
    for (const type of ['text/csv', 'text/plain; charset=utf-8']) {
      reply = { text: '5', headers: { 'content-type': type } }
      await client.studies.export({ id: 's1' })
      await client.participantGroups.retrieve({ id: 'g1' })
    }
    expect(told).toEqual([])
    reply = { json: { rows: [] } }
    await client.studies.export({ id: 's1' })
    expect(differences()).toEqual([{ path: '', kind: 'type', expected: 'string', found: 'object' }])
  })

  it('outside the contract, or of an error, is not looked at', async () => {
    reply = { json: { brand_new: 1 } }
    await client.request('GET /api/v1/users/me/')
    reply = { status: 404, json: { brand_new: 1 } }
    await client.participantGroups.retrieve({ id: 'g1' }).catch(() => {})
    expect(told).toEqual([])
  })
})

describe('a list', () => {
  it('of 10,000 rows tells each difference once, and comes whole', async () => {
    const rows = makeRows(10_000).map(({ id }) => ({ ...submission, id, status: 5, mood: id }))
    reply = { json: { results: rows, meta: { count: rows.length }, _links: { next: { href: null } } } }
    expect(await client.submissions.list({ study: 's1' }).toArray()).toEqual(rows)
    await client.submissions.list({ study: 's1' }).toArray()
    const differences = [
      { path: 'results[].status', kind: 'type', expected: 'string', found: 'integer' },
      { path: 'results[].mood', kind: 'unknown', expected: 'absent', found: 'string' },
    ]
    expect(told).toEqual([{ operation: 'submissions.list', status: 200, differences }])
  })

  it('whose rows are keyed by data names some of the keys, and no more', async () => {
    const rows = makeRows(1_000).map(({ id }) => ({
      ...submission,
      id,
      [id]: 1,
      '60ffe5c8371090c7041d43f8': 1,
    }))
    reply = { json: { results: rows, meta: { count: rows.length } } }
    await client.submissions.list({ study: 's1' })
    const paths = differences().map(({ path }) => path)
    expect(paths).toHaveLength(20)
    expect(paths).toEqual(expect.arrayContaining(['results[].row-0', 'results[].*']))
  })

  it('tells of its rows where they are, and once for each client', async () => {
    const rows = [{ ...submission, started_at: null }]
    const places: string[] = []
    for (const json of [rows, { results: rows }, { responses: rows }]) {
      reply = { json }
      await client.submissions.list({ study: 's1' })
      places.push(...told.splice(0).flatMap((drift) => drift.differences.map((one) => one.path)))
    }
    expect(places).toEqual(['[].started_at', 'results[].started_at', 'responses[].started_at'])
    await client.submissions.list({ study: 's1' })
    expect(told).toEqual([])
    await testClient(server.url, { onDrift: (drift) => told.push(drift) }).submissions.list({ study: 's1' })
    expect(differences()).toMatchObject([{ path: 'responses[].started_at' }])
  })

  it('that is none', async () => {
    reply = { json: { rows: [] } }
    await client.submissions.list({ study: 's1' }).catch(() => {})
    expect(differences()).toEqual([{ path: '', kind: 'type', expected: 'array', found: 'object' }])
  })
})

it('tells the same kind at the same place again only for another operation', async () => {
  reply = { json: { ...group, owner: 1 } }
  await client.participantGroups.retrieve({ id: 'g1' })
  await client.participantGroups.retrieve({ id: 'g2' })
  await client.participantGroups.update({ id: 'g1', name: 'New' })
  expect(told.map(({ operation }) => operation)).toEqual([
    'participantGroups.retrieve',
    'participantGroups.update',
  ])
})

describe('whoever is told changes nothing', () => {
  const never = () => new Promise(() => {})
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['never ends', never],
    [
      'gives a broken promise',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: a thenable is what is meant
        then() {
          throw new Error('broken')
        },
      }),
    ],
  ])('who %s', async (_, broken) => {
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    let calls = 0
    const onDrift = () => {
      calls++
      return broken()
    }
    reply = { json: { ...group, owner: 1 } }
    const one = testClient(server.url, { onDrift })
    expect(await one.participantGroups.retrieve({ id: 'g1' })).toEqual({ ...group, owner: 1 })
    await new Promise(setImmediate)
    process.off('unhandledRejection', note)
    expect({ calls, rejections }).toEqual({ calls: 1, rejections: [] })
  })

  it('who calls the client in turn is not told for ever', async () => {
    reply = { json: { ...group, owner: 1 } }
    let calls = 0
    const again: Prolific = testClient(server.url, {
      onDrift: async () => {
        calls++
        await again.participantGroups.retrieve({ id: 'g1' })
      },
    })
    await again.participantGroups.retrieve({ id: 'g1' })
    expect(calls).toBe(1)
  })
})

it('is a function, or refused', () => {
  expect(() => testClient(server.url, { onDrift: true as never })).toThrow(
    new ProlificError('The option onDrift must be a function, not true'),
  )
  const onDrift = (drift: PublicDrift) => expectTypeOf(drift.differences[0]!.path).toBeString()
  new PublicProlific({ apiKey: KEY, baseUrl: server.url, onDrift }).close()
})

it('loads what it needs only where it is given', async () => {
  reply = { json: group }
  const loaded = async (options: string) => {
    const source = `
      import { registerHooks } from 'node:module'
      registerHooks({ load(url, context, next) { console.log(url.split('/').at(-1)); return next(url, context) } })
      const { Prolific } = await import(${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))})
      const client = new Prolific({ apiKey: 'k', baseUrl: '${server.url}', ...${options} })
      await client.participantGroups.retrieve({ id: 'g1' })`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@prolific-kit/source', '--input-type=module', '-e', source],
      { timeout: 15_000 },
    )
    return stdout.split('\n')
  }
  const [without, with_] = await Promise.all([loaded('{}'), loaded('{ onDrift: () => {} }')])
  const NEEDED = ['answer-watch.ts', 'compare-answer.ts', 'answers.gen.json']
  expect(without).toContain('inputs.gen.json')
  expect(without).not.toEqual(expect.arrayContaining([expect.stringMatching(/answers|answer-watch|compare/)]))
  expect(with_).toEqual(expect.arrayContaining(NEEDED))
})
