import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, testClient } from '../../test/client.ts'
import { type Reply, type Seen, startServer, type TestServer } from '../../test/server.ts'
import type { ProlificValidationError } from '../core/errors.ts'
import { gbp, Money, usd } from '../money.ts'

const ANN = '60ffe5c8371090c7041d43f8'
const BEN = '60ffe5c8371090c7041d43f9'

let server: TestServer
let study: object
let override: (request: Seen) => Reply | undefined
beforeEach(async () => {
  study = { id: 's1', currency_code: 'GBP' }
  override = () => undefined
  server = await startServer((request) => {
    const { method, path } = request
    const own = override(request)
    if (own) return own
    if (method === 'GET' && path.startsWith('/api/v1/studies/')) return { json: study }
    if (path === '/api/v1/projects/p1/') return { json: { id: 'p1', workspace: 'w1' } }
    if (path === '/api/v1/workspaces/w1/balance/') return { json: { currency_code: 'USD' } }
    if (path === '/api/v1/users/me/') return { json: { id: 'u1', currency_code: 'GBP' } }
    return { status: 201, json: { id: 'b1', total_amount: 1 } }
  })
})
afterEach(() => server[Symbol.asyncDispose]())
const paths = () => server.requests.map(({ method, path }) => `${method} ${path.slice('/api/v1'.length)}`)
const sent = () => JSON.parse(server.requests.at(-1)!.body)

describe('bonuses', () => {
  test('given line by line are written as Prolific reads them', async () => {
    await testClient(server.url).bonuses.setUp({
      study_id: 's1',
      bonuses: [
        { participant_id: ANN, amount: gbp('4.25') },
        { submission_id: BEN, amount: gbp('30') },
      ],
    })
    expect(sent()).toEqual({ study_id: 's1', csv_bonuses: `${ANN},4.25\n${BEN},30.00` })
    expect(paths()).toEqual(['GET /studies/s1/', 'POST /submissions/bonus-payments/'])
  })

  test('are at most 200 in one set-up, however they are given', async () => {
    const ids = Array.from({ length: 201 }, (_, n) => n.toString(16).padStart(24, '0'))
    const setUp = (count: number) => {
      const some = ids.slice(0, count)
      const client = testClient(server.url)
      return [
        client.bonuses.setUp({ study_id: 's1', csv_bonuses: some.map((id) => `${id},0.10`).join('\n') }),
        client.bonuses.setUp({
          study_id: 's1',
          bonuses: some.map((participant_id) => ({ participant_id, amount: gbp('0.10') })),
        }),
      ]
    }
    for (const call of setUp(201)) {
      const { name, message } = await errorOf(call)
      expect(name).toBe('ProlificValidationError')
      expect(message).toMatch(/200.*201|201.*200/s)
    }
    expect(paths().filter((path) => path.startsWith('POST'))).toEqual([])
    await Promise.all(setUp(200))
    expect(paths().filter((path) => path.startsWith('POST'))).toHaveLength(2)
  })

  test('pay exactly what was asked, whatever the amounts', async () => {
    const client = testClient(server.url)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 200 }),
        async (pence) => {
          const bonuses = pence.map((amount, i) => ({
            participant_id: i.toString(16).padStart(24, '0'),
            amount: Money.fromMinorUnits(amount, 'GBP'),
          }))
          await client.bonuses.setUp({ study_id: 's1', bonuses, allow_large_amounts: true })
          const lines: string[] = sent().csv_bonuses.split('\n')
          expect(lines.map((line) => Money.parse(line.split(',')[1]!, 'GBP').toMinorUnits())).toEqual(pence)
          expect(lines.map((line) => line.split(',')[0])).toEqual(bonuses.map((one) => one.participant_id))
        },
      ),
      { numRuns: 20 },
    )
  })

  test('given as text are sent as they were checked, and the study is asked for its reward once', async () => {
    const client = testClient(server.url)
    await client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},4.25\n${BEN},30` })
    expect(sent()).toEqual({ study_id: 's1', csv_bonuses: `${ANN},4.25\n${BEN},30` })
    await client.bonuses.setUp({ study_id: 's1', csv_bonuses: `\uFEFF${ANN}, 4.2\r\n\r\n ${BEN},0.01\r\n` })
    expect(sent()).toEqual({ study_id: 's1', csv_bonuses: `${ANN},4.2\n${BEN},0.01` })
    expect(paths().filter((path) => path.startsWith('GET'))).toEqual(['GET /studies/s1/'])
  })

  test('in another currency than the study are refused before anything is set up', async () => {
    const bonuses = [
      { participant_id: ANN, amount: gbp('1') },
      { participant_id: BEN, amount: usd('2') },
    ]
    const error = await errorOf<ProlificValidationError>(
      testClient(server.url).bonuses.setUp({ study_id: 's1', bonuses }),
    )
    expect(error.name).toBe('ProlificValidationError')
    expect(error.fields).toEqual({ 'bonuses[1].amount': ['is 2.00 USD, but study s1 pays in GBP'] })
    expect(paths()).toEqual(['GET /studies/s1/'])
  })
})

describe('bonuses that look like pence for pounds', () => {
  const refusal = async (input: object) =>
    (
      await errorOf<ProlificValidationError>(
        testClient(server.url).bonuses.setUp({ study_id: 's1', ...input } as never),
      )
    ).fields
  const posts = () => paths().filter((path) => path.startsWith('POST'))

  test('are refused at 100 times the reward, and a penny below it they are not', async () => {
    study = { id: 's1', currency_code: 'GBP', reward: 45 }
    const why = /100 times the study's reward of 0\.45 or more.*allow_large_amounts: true/
    expect(await refusal({ bonuses: [{ participant_id: ANN, amount: gbp('45') }] })).toEqual({
      'bonuses[0].amount': [expect.stringMatching(why)],
    })
    expect(await refusal({ csv_bonuses: `${BEN},1\n\n${ANN},45` })).toEqual({
      csv_bonuses: [expect.stringMatching(/^line 3 pays 45, which is 100 times/)],
    })
    expect(posts()).toEqual([])
    const client = testClient(server.url)
    await client.bonuses.setUp({ study_id: 's1', bonuses: [{ participant_id: ANN, amount: gbp('44.99') }] })
    await client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},44.99` })
    expect(posts()).toHaveLength(2)
  })

  test('are refused above a ceiling, whatever the reward', async () => {
    study = { id: 's1', currency_code: 'GBP', reward: 10_000 }
    expect(await refusal({ csv_bonuses: `${ANN},425` })).toEqual({
      csv_bonuses: [expect.stringMatching(/line 1 pays 425, which is more than 100\.00 for one person/)],
    })
    await testClient(server.url).bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},100` })
    expect(posts()).toHaveLength(1)
  })

  test('are set up where they are allowed by name, which is not sent', async () => {
    study = { id: 's1', currency_code: 'GBP', reward: 45 }
    const client = testClient(server.url)
    const allow_large_amounts = true
    await client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},425`, allow_large_amounts })
    expect(paths()).toEqual(['POST /submissions/bonus-payments/'])
    expect(sent()).toEqual({ study_id: 's1', csv_bonuses: `${ANN},425` })
    const bonuses = [{ participant_id: ANN, amount: gbp('425') }]
    await client.bonuses.setUp({ study_id: 's1', bonuses, allow_large_amounts })
    expect(sent()).toEqual({ study_id: 's1', csv_bonuses: `${ANN},425.00` })
  })

  test('of a study that may not be read meet the ceiling only', async () => {
    override = ({ method }) => (method === 'GET' ? { status: 403 } : undefined)
    const client = testClient(server.url)
    await client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},99` })
    expect(
      (await errorOf(client.bonuses.setUp({ study_id: 's1', csv_bonuses: `${ANN},101` }))).message,
    ).toContain('more than 100.00')
  })
})

describe('the currency of a study', () => {
  const setUp = (client = testClient(server.url), study_id = 's1') =>
    client.bonuses.setUp({ study_id, bonuses: [{ participant_id: ANN, amount: usd('1') }] })

  test('is read once', async () => {
    study = { id: 's1', currency_code: 'USD' }
    const client = testClient(server.url)
    for (const id of ['s1', 's1', 's2', 's1']) await setUp(client, id)
    expect(paths().filter((path) => path.startsWith('GET'))).toEqual(['GET /studies/s1/', 'GET /studies/s2/'])
  })

  test('is read again after it could not be read', async () => {
    study = { id: 's1', currency_code: 'USD' }
    override = ({ method }) => (method === 'GET' ? { status: 403 } : undefined)
    const client = testClient(server.url)
    expect((await errorOf(setUp(client))).name).toBe('ProlificPermissionError')
    override = () => undefined
    expect(await setUp(client)).toMatchObject({ id: 'b1' })
  })

  test('is not lost to one call because another was ended', async () => {
    study = { id: 's1', currency_code: 'USD' }
    const client = testClient(server.url)
    const stop = new AbortController()
    const bonuses = [{ participant_id: ANN, amount: usd('1') }]
    const ended = errorOf(client.bonuses.setUp({ study_id: 's1', bonuses }, { signal: stop.signal }))
    const other = setUp(client)
    stop.abort(new Error('Ended'))
    expect((await ended).message).toBe('Ended')
    expect(await other).toMatchObject({ id: 'b1' })
  })

  test("is its workspace's or its project's, where the study does not say", async () => {
    study = { id: 's1', workspace: 'w1' }
    await setUp()
    expect(paths().slice(0, 2)).toEqual(['GET /studies/s1/', 'GET /workspaces/w1/balance/'])
    study = { id: 's1', project: 'p1' }
    await setUp()
    expect(paths().slice(3, 6)).toEqual([
      'GET /studies/s1/',
      'GET /projects/p1/',
      'GET /workspaces/w1/balance/',
    ])
  })

  test('that nobody knows is not guessed', async () => {
    study = { id: 's1', project: 'p1' }
    override = ({ path }) => (path.includes('/balance/') ? { json: {} } : undefined)
    const error = await errorOf(setUp())
    expect(error.message).toMatch(/could not be learnt in which currency study s1 pays.*csv_bonuses/)
  })

  test('is asked for within the time of the call', async () => {
    override = ({ method }) => (method === 'GET' ? 'hang' : undefined)
    const error = await errorOf(setUp(testClient(server.url, { timeout: 60 })))
    expect(error).toMatchObject({ name: 'ProlificTimeoutError', operation: 'studies.retrieve' })
  })
})

describe('a reward', () => {
  const draft = {
    name: 'Colours',
    description: 'About colours',
    external_study_url: 'https://example.com/',
    prolific_id_option: 'url_parameters' as const,
    estimated_completion_time: 5,
    total_available_places: 10,
    completion_codes: [
      { code: 'ABC', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' as const }] },
    ],
  }

  test("is compared with the project's workspace", async () => {
    const client = testClient(server.url)
    const error = await errorOf<ProlificValidationError>(
      client.studies.create({ ...draft, project: 'p1', reward: gbp('1') }),
    )
    expect(error.fields).toEqual({ reward: ['is 1.00 GBP, but the workspace of project p1 pays in USD'] })
    expect(paths()).toEqual(['GET /projects/p1/', 'GET /workspaces/w1/balance/'])
    await client.studies.create({ ...draft, project: 'p1', reward: usd('1.10') })
    expect(sent().reward).toBe(110)
    expect(paths().slice(2)).toEqual(['POST /studies/'])
  })

  test('is compared with the account, where no project is named', async () => {
    const client = testClient(server.url)
    const error = await errorOf<ProlificValidationError>(
      client.studies.create({ ...draft, reward: usd('1') }),
    )
    expect(error.fields).toEqual({ reward: ['is 1.00 USD, but your account pays in GBP'] })
  })

  test('in plain minor units needs no currency', async () => {
    await testClient(server.url).studies.create({ ...draft, reward: 110 })
    expect(paths()).toEqual(['POST /studies/'])
  })

  test('of a study that exists is compared with the study', async () => {
    const client = testClient(server.url)
    expect((await errorOf(client.studies.update({ id: 's1', reward: usd('1') }))).message).toContain(
      'pays in GBP',
    )
    await client.studies.update({ id: 's1', reward: gbp('1') })
    expect(paths()).toEqual(['GET /studies/s1/', 'PATCH /studies/s1/'])
  })
})
