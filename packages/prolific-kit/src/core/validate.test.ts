import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, testClient } from '../../test/client.ts'
import { valid } from '../../test/inputs.ts'
import { startServer, type TestServer } from '../../test/server.ts'
import type { Prolific } from '../client.ts'
import { type InputSchemas, loadInputs } from '../contract/schemas.ts'
import { gbp, usd } from '../money.ts'
import { pathProblem } from './check-path.ts'
import type { ProlificValidationError } from './errors.ts'
import type { InputSchema, Inputs } from './input-schema.ts'
import { nearest } from './nearest.ts'
import { fillPath } from './path.ts'
import { check } from './validate.ts'

let server: TestServer
let client: Prolific
let inputs: InputSchemas
beforeAll(async () => {
  server = await startServer(({ path }) => ({ json: { id: 'x', path, currency_code: 'GBP', results: [] } }))
  inputs = await loadInputs()
})
beforeEach(() => {
  client = testClient(server.url)
})
afterAll(() => server[Symbol.asyncDispose]())

const study = {
  name: 'Colours',
  description: 'About colours',
  external_study_url: 'https://example.com/?PROLIFIC_PID={{%PROLIFIC_PID%}}',
  prolific_id_option: 'url_parameters',
  estimated_completion_time: 5,
  total_available_places: 10,
  completion_codes: [{ code: 'ABC', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
  reward: 100,
}
const PERSON = '60ffe5c8371090c7041d43f8'
const people = (count: number) => Array.from({ length: count }, (_, i) => i.toString(16).padStart(24, '0'))
const create = (changes: object) => client.studies.create({ ...study, ...changes } as never)
const bonuses = (rows: unknown) => client.bonuses.setUp({ study_id: 's1', bonuses: rows } as never)
const csv = (text: unknown) => client.bonuses.setUp({ study_id: 's1', csv_bonuses: text } as never)

describe('what is wrong is refused before anything is sent, and the field is named', () => {
  test.each<[string, () => PromiseLike<unknown>, string, RegExp]>([
    [
      'a reward of a penny and a half',
      () => create({ reward: 1.5 }),
      'reward',
      /whole number of minor units.*not 1\.5/,
    ],
    ['a reward as text', () => create({ reward: '1.50' }), 'reward', /gbp\('1\.50'\).*not "1\.50"/],
    ['a reward of nothing', () => create({ reward: 0 }), 'reward', /at least 1, not 0/],
    ['a reward that is no number', () => create({ reward: Number.NaN }), 'reward', /not NaN/],
    [
      'Money finer than a penny',
      () => create({ reward: gbp('1.005') }),
      'reward',
      /whole number of minor units, not 1\.0050 GBP/,
    ],
    [
      'Money where text belongs',
      () => create({ name: gbp('1') }),
      'name',
      /must be text, not Money \(1\.00 GBP\)/,
    ],
    ['a missing field', () => create({ name: undefined }), 'name', /is missing/],
    ['null', () => create({ name: null }), 'name', /must be text, not null/],
    [
      'an unknown field',
      () => create({ project_id: 'p1' }),
      'project_id',
      /Did you mean `project`\?.*default project's wallet/,
    ],
    [
      'a field of every object',
      () => create({ constructor: 1 }),
      'constructor',
      /is not a field here(?!.*native code)/,
    ],
    [
      'another field of every object',
      () => create(JSON.parse('{"__proto__": 1}')),
      '__proto__',
      /is not a field here/,
    ],
    [
      'a slip of the pen',
      () => create({ total_availble_places: 3 }),
      'total_availble_places',
      /`total_available_places`/,
    ],
    [
      'a field deep inside',
      () =>
        create({ completion_codes: [{ ...study.completion_codes[0], actions: [{ action: 'APPROVE' }] }] }),
      'completion_codes[0].actions[0].action',
      /AUTOMATICALLY_APPROVE/,
    ],
    [
      'eligibility requirements',
      () => create({ eligibility_requirements: [{ id: 1 }] }),
      'eligibility_requirements',
      /`filters`/,
    ],
    [
      'a group of a project',
      () => client.participantGroups.create({ project_id: 'p1', name: 'G' } as never),
      'project_id',
      /workspace_id/,
    ],
    [
      'an id with a slash',
      () => client.studies.retrieve({ id: '../users' }),
      'id',
      /contains "\/", .*\n.*\/studies\/\.\.\/users\/\n +\^{8}$/,
    ],
    [
      'an object whose text is no text, for an id',
      () => client.studies.retrieve({ id: { toString: 'x' } as never }),
      'id',
      /must be text, not an object/,
    ],
    ['an id that climbs', () => client.studies.retrieve({ id: '..' }), 'id', /climb/],
    ['an id with a percent sign', () => client.studies.remove({ id: '%2e%2e' }), 'id', /contains "%"/],
    ['an id with a new line', () => client.studies.publish({ id: 's1\n' }), 'id', /contains "\\n"/],
    ['an id with a query', () => client.studies.publish({ id: 's1?x' }), 'id', /contains "\?"/],
    ['an id with half a character', () => client.studies.publish({ id: '\ud800' }), 'id', /no id contains/],
    [
      'a file name with a blank',
      () => client.datasets.retrieveUploadUrl({ dataset_id: 'd1', filename: 'a b.csv' }),
      'filename',
      /contains " ", which a file name must not have here: rename/,
    ],
    [
      'a day that is written as nobody else reads it',
      () => client.messages.list({ created_after: '01/02/2026' }),
      'created_after',
      /such as 2026-01-05T09:00:00Z/,
    ],
    ['an empty id', () => client.studies.publish({ id: '' }), 'id', /empty/],
    ['an id as a number', () => client.studies.retrieve({ id: 7 } as never), 'id', /must be text, not 7/],
    ['a bare text for the input', () => client.studies.retrieve('s1' as never), '', /one object/],
    ['null for the input', () => client.studies.retrieve(null as never), '', /one object/],
    ['a list for the input', () => client.studies.list([] as never), '', /one object/],
    ["null for a list's input", () => client.studies.list(null as never), '', /one object/],
    [
      'a bare number as a bonus',
      () => bonuses([{ participant_id: PERSON, amount: 4.25 }]),
      'bonuses[0].amount',
      /must be Money.*gbp\('0\.50'\).*4\.25/,
    ],
    [
      'a text as a bonus',
      () => bonuses([{ participant_id: PERSON, amount: '4.25' }]),
      'bonuses[0].amount',
      /must be Money/,
    ],
    [
      'a bonus of nothing',
      () => bonuses([{ participant_id: PERSON, amount: gbp('0') }]),
      'bonuses[0].amount',
      /above zero/,
    ],
    [
      'a bonus below nothing',
      () => bonuses([{ participant_id: PERSON, amount: gbp('-1') }]),
      'bonuses[0].amount',
      /above zero/,
    ],
    [
      'a bonus finer than a penny',
      () => bonuses([{ participant_id: PERSON, amount: gbp('0.005') }]),
      'bonuses[0].amount',
      /whole number of minor units/,
    ],
    ['a bonus for nobody', () => bonuses([]), 'bonuses', /must not be empty/],
    [
      'a bonus for two',
      () => bonuses([{ participant_id: PERSON, submission_id: PERSON, amount: gbp('1') }]),
      'bonuses[0].submission_id',
      /cannot be combined/,
    ],
    [
      'a bonus for no id',
      () => bonuses([{ participant_id: 'Ann', amount: gbp('1') }]),
      'bonuses[0]',
      /"Ann".*24 hexadecimal/,
    ],
    [
      '201 bonuses',
      () => bonuses(people(201).map((participant_id) => ({ participant_id, amount: gbp('1') }))),
      'bonuses',
      /at most 200/,
    ],
    [
      'one person twice',
      () =>
        bonuses(
          [PERSON, PERSON.toUpperCase()].map((participant_id) => ({ participant_id, amount: gbp('1') })),
        ),
      'bonuses',
      /more than once \(items 0, 1\)/,
    ],
    [
      'a header',
      () => csv(`participant_id,amount\n${PERSON},4.25`),
      'csv_bonuses',
      /line 1 looks like a header/,
    ],
    [
      '201 lines',
      () =>
        csv(
          people(201)
            .map((id) => `${id},1`)
            .join('\n'),
        ),
      'csv_bonuses',
      /201 payments; Prolific takes 200/,
    ],
    [
      'a person on two lines',
      () => csv(`${PERSON},1\n\n${PERSON},1.5`),
      'csv_bonuses',
      /more than once \(lines 1, 3\)/,
    ],
    ['three parts', () => csv(`${PERSON},4,25`), 'csv_bonuses', /line 1 has 3 parts/],
    ['three decimals', () => csv(`${PERSON},4.255`), 'csv_bonuses', /line 1 has the amount "4\.255"/],
    ['a currency sign', () => csv(`${PERSON},£4`), 'csv_bonuses', /line 1 has the amount "£4"/],
    ['a line that pays nothing', () => csv(`${PERSON},0.00`), 'csv_bonuses', /pays nothing/],
    ['a line below nothing', () => csv(`${PERSON},-4`), 'csv_bonuses', /line 1 has the amount "-4"/],
    ['a line for no id', () => csv('Ann,4'), 'csv_bonuses', /"Ann", which is not an id/],
    ['lines that are empty', () => csv(' \n\n'), 'csv_bonuses', /pays nobody/],
    ['an amount as a number', () => csv(4.25), 'csv_bonuses', /must be text/],
    [
      'both ways at once',
      () => client.bonuses.setUp({ study_id: 's1', csv_bonuses: 'x', bonuses: [] } as never),
      'bonuses',
      /cannot be combined/,
    ],
    [
      'neither way',
      () => client.bonuses.setUp({ study_id: 's1' } as never),
      '',
      /`bonuses`; or `csv_bonuses`/,
    ],
    [
      'a day that is none',
      () => client.messages.list({ created_after: 'yesterday' }),
      'created_after',
      /2026-01-05T09:00:00Z/,
    ],
    [
      'an invalid Date',
      () => client.messages.list({ created_after: new Date('x') }),
      'created_after',
      /invalid Date/,
    ],
    [
      'a short rejection',
      () => client.submissions.reject({ id: 'a1', message: 'No.' }),
      'message',
      /at least 100 characters; it has 3/,
    ],
    [
      'an unknown category',
      () => client.submissions.reject({ id: 'a1', rejection_category: 'TOO_QUICK' as never }),
      'rejection_category',
      /Did you mean "TOO_QUICKLY"\?/,
    ],
  ])('%s', async (_, call, field, message) => {
    const before = server.requests.length
    const error = await errorOf<ProlificValidationError>(call())
    expect(error).toMatchObject({ name: 'ProlificValidationError', status: undefined })
    expect(Object.keys(error.fields ?? {})).toContain(field)
    expect(error.message).toMatch(message)
    expect(error.message).toMatch(/^\w+\.\w+ was not sent:\n/)
    if (field) expect(error.message).toContain(`\`${field}\``)
    expect(server.requests.length).toBe(before)
  })

  test('all at once', async () => {
    const error = await errorOf<ProlificValidationError>(create({ name: '', reward: 1.5, colour: 'red' }))
    expect(Object.keys(error.fields!).toSorted()).toEqual(['colour', 'name', 'reward'])
  })
})

describe('what is right is sent', () => {
  test('with Money as minor units and without what only older clients send', async () => {
    const warned: string[] = []
    client = testClient(server.url, { logger: { warn: (message) => warned.push(message) } })
    const old = { eligibility_requirements: [], completion_option: 'code' }
    await client.studies.create({ ...study, ...old, reward: gbp('1.50') } as never)
    await client.studies.create({ ...study, ...old } as never)
    const sent = server.requests.slice(-1)[0]!
    expect(JSON.parse(sent.body)).toEqual(study)
    expect(JSON.parse(server.requests.at(-2)!.body)).toEqual({ ...study, reward: 150 })
    expect(warned).toHaveLength(2)
    expect(warned.join()).toMatch(/`eligibility_requirements` is not sent.*`completion_option` is not sent/s)
  })

  test('with a default reason of rejection', async () => {
    await client.submissions.reject({ id: 'a1' })
    const { message, ...rest } = JSON.parse(server.requests.at(-1)!.body)
    expect(rest).toEqual({ action: 'REJECT', rejection_category: 'OTHER' })
    expect(message.length).toBeGreaterThanOrEqual(100)
  })
})

describe('the checker', () => {
  test('accepts everything that the schemas allow', () => {
    for (const [name, schema] of Object.entries(inputs.operations) as [string, InputSchema][]) {
      fc.assert(
        fc.property(valid(schema, inputs.$defs as Inputs['$defs']), (input) => {
          expect([name, check(input, schema, inputs.$defs as never)]).toEqual([name, []])
        }),
        { numRuns: 15 },
      )
    }
  })

  test('fails at nothing, and names what it refuses', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    })
    const schemas = Object.values(inputs.operations) as InputSchema[]
    const fields = [...new Set(schemas.flatMap((one) => Object.keys(resolve(one).properties ?? {})))]
    const likely = fc.dictionary(
      fc.constantFrom(...fields, '__proto__', 'toString'),
      fc.oneof(anything, fc.constant(usd('1'))),
    )
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.oneof(anything, likely), (schema, input) => {
        for (const { field, message } of check(input, schema, inputs.$defs as never)) {
          expect([typeof field, typeof message]).toEqual(['string', 'string'])
          expect(message).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  const resolve = (schema: InputSchema): InputSchema =>
    schema.$ref ? (inputs.$defs[schema.$ref.slice('#/$defs/'.length)] as InputSchema) : schema
})

test('a path keeps its shape, whatever fills it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary-ascii' }),
        fc.constantFrom('.', '..', 'a/b', '%2f', 'ok', 'é', '\ud83d', '\u{1f600}', '\u2028'),
      ),
      (id) => {
        if (pathProblem('/api/v1/studies/{id}/', { id })) return
        const path = fillPath('/api/v1/studies/{id}/', { id })
        const url = new URL(path, 'http://localhost')
        expect([url.pathname.split('/').length, url.search, url.hash]).toEqual([6, '', ''])
        expect(decodeURIComponent(url.pathname.split('/')[4]!)).toBe(id)
      },
    ),
    { numRuns: 200 },
  )
})

test.each([
  ['project_id', ['project', 'name'], 'project'],
  ['emial', ['email', 'name'], 'email'],
  ['TotalAvailablePlaces', ['total_available_places'], 'total_available_places'],
  ['ADMIN', ['WORKSPACE_ADMIN', 'WORKSPACE_COLLABORATOR'], 'WORKSPACE_ADMIN'],
  ['started', ['-started_at', 'started_at', 'status'], 'started_at'],
  ['colour', ['name', 'reward'], undefined],
  ['x'.repeat(1_000_000), ['x'.repeat(1_000)], undefined],
])('the name nearest to %.30s', (given, names, expected) => {
  expect(nearest(given, names)).toBe(expected)
})
