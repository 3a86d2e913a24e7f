import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { described } from '../../test/answers.ts'
import { loadAnswers } from '../contract/schemas.ts'
import { compareAnswer } from './compare-answer.ts'
import type { InputSchema, Inputs } from './input-schema.ts'

const { operations, $defs } = (await loadAnswers()) as Inputs
const names = Object.keys(operations)
const numRuns = process.env.CHECK_DEEP ? 200 : 5

/** The differences of a value, each as a line. */
const lines = (value: unknown, schema: InputSchema): string[] =>
  compareAnswer(value, schema, $defs).map(
    ({ path, kind, expected, found }) => `${path}: ${kind}, ${expected} -> ${found}`,
  )

describe('whatever the contract describes', () => {
  it.each(names)('fits: %s', (name) => {
    const schema = operations[name]!
    fc.assert(
      fc.property(described(schema, $defs), (answer) => {
        expect(lines(answer, schema)).toEqual([])
      }),
      { numRuns },
    )
  })
})

describe('of an object', () => {
  const objects = names.filter((name) => fieldsOf(operations[name]!))
  it('most operations answer one', () => expect(objects.length).toBeGreaterThan(80))

  it.each(objects)('each field that is missing, new or of another type is told: %s', (name) => {
    const schema = operations[name]!
    const { properties = {}, required = [] } = fieldsOf(schema)!
    fc.assert(
      fc.property(described(schema, $defs), (given) => {
        const answer = given as Record<string, unknown>
        expect(compareAnswer({ ...answer, brand_new: 1 }, schema, $defs)).toEqual([
          { path: 'brand_new', kind: 'unknown', expected: 'absent', found: 'integer' },
        ])
        for (const field of required) {
          const { [field]: _, ...rest } = answer
          expect(compareAnswer(rest, schema, $defs)).toMatchObject([
            { path: field, kind: 'missing', found: 'absent' },
          ])
        }
        for (const field of Object.keys(properties)) {
          const takesAnything = compareAnswer(null, properties[field]!, $defs).length === 0
          if (takesAnything) continue
          expect(compareAnswer({ ...answer, [field]: null }, schema, $defs)).toMatchObject([
            { path: field, kind: 'type', found: 'null' },
          ])
        }
      }),
      { numRuns },
    )
  })
})

it.each(['cfffffea-fffa-2fff-bfff-fffa9b4ce8da', 'abcdefabcdefabcdefabcdef'])(
  'does not tell the id %s where it is a name, though it has hardly a digit',
  (id) =>
    expect(JSON.stringify(compareAnswer({ [id]: 1 }, operations['users.me']!, $defs))).not.toContain(id),
)

it('takes any JSON for any operation, and tells nothing of what stands in it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), fc.uuid(), (name, value, secret) => {
      const told = compareAnswer({ [secret]: secret, id: secret, results: value }, operations[name]!, $defs)
      expect(JSON.stringify(told)).not.toContain(secret)
      compareAnswer(value, operations[name]!, $defs)
    }),
    { numRuns: process.env.CHECK_DEEP ? 20_000 : 500 },
  )
})

describe('names the place', () => {
  const address: InputSchema = { type: 'object', properties: { town: { type: 'string' } } }
  const person: InputSchema = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: ['integer', 'null'] },
      mood: { type: ['string', 'null'], examples: ['GOOD', 'BAD'] },
      size: { enum: [1, 2] },
      version: { type: ['string', 'number'], examples: ['1'] },
      lives: { type: 'array', items: address },
      scores: { type: 'object', additionalProperties: { type: 'number' } },
      pair: { type: 'array', prefixItems: [{ type: 'string' }, address], items: false },
      pet: {
        discriminator: { propertyName: 'kind' },
        oneOf: [
          { type: 'object', properties: { kind: { const: 'cat' }, lives: { type: 'number' } } },
          { type: 'object', properties: { kind: { const: 'dog' } }, required: ['kind'] },
        ],
      },
      range: {
        anyOf: [
          { type: 'object', properties: { from: { type: 'number' } }, required: ['from'] },
          { type: 'object', properties: { to: { type: 'number' } }, required: ['to'] },
          { type: 'null' },
        ],
      },
      whatever: {},
      nothingKnown: { type: 'object' },
    },
    required: ['name', 'whatever'],
  }
  it.each<[string, object, string[]]>([
    ['nothing', { whatever: { a: [1] }, nothingKnown: { a: 1 }, mood: null, version: 7, range: null }, []],
    ['a known value', { mood: 'GOOD', size: 2, version: '1', age: 4 }, []],
    ['a new value of an open list', { mood: 'ODD' }, ['mood: value, GOOD | BAD -> string']],
    ['a new number', { size: 3 }, ['size: value, 1 | 2 -> integer']],
    ['a text for a number', { size: '3' }, ['size: type, integer -> string']],
    ['a fraction', { age: 4.5 }, ['age: type, integer | null -> number']],
    ['rows', { lives: [{ town: 'A' }, { town: 1 }] }, ['lives[].town: type, string -> integer']],
    ['a row', { lives: ['A'] }, ['lives[]: type, object -> string']],
    ['a field of any name', { scores: { maths: 1, art: 'A' } }, ['scores.*: type, number -> string']],
    ['an item of its own place', { pair: ['a', 'b', 'c'] }, ['pair[]: type, object -> string']],
    [
      'the kind that is named',
      { pet: { kind: 'cat', lives: 'nine' } },
      ['pet.lives: type, number -> string'],
    ],
    ['a new kind', { pet: { kind: 'cow', milk: 1 } }, ['pet.kind: value, cat | dog -> string']],
    ['no kind', { pet: {} }, ['pet.kind: missing, string -> absent']],
    ['the nearest form', { range: { to: 'x' } }, ['range.to: type, number -> string']],
    ['none of the forms', { range: 5 }, ['range: type, object | null -> integer']],
    ['an own name', { __proto__: 1, toString: 2 }, ['toString: unknown, absent -> integer']],
    [
      'an id for a name',
      { '60ffe5c8371090c7041d43f8': 1, 'a@example.org': 1, 'Jane Doe': 1 },
      ['*: unknown, absent -> integer', '*: unknown, absent -> integer', '*: unknown, absent -> integer'],
    ],
  ])('%s', (_, changes, told) => {
    expect(lines({ name: 'N', whatever: 1, ...changes }, person)).toEqual(told)
  })

  it('missing fields', () => {
    const told = ['name: missing, string -> absent', 'whatever: missing, anything -> absent']
    expect(lines({}, person)).toEqual(told)
    expect(lines([], person)).toEqual([': type, object -> array'])
  })

  it('also of a field that JSON can name and code cannot', () => {
    expect(lines(JSON.parse('{"name":"N","whatever":1,"__proto__":1}'), person)).toEqual([
      '__proto__: unknown, absent -> integer',
    ])
  })
})

/** The schema itself, if it is of one object whose fields are described. */
function fieldsOf(schema: InputSchema): InputSchema | undefined {
  if (schema.$ref !== undefined) return fieldsOf($defs[schema.$ref.slice('#/$defs/'.length)]!)
  return schema.properties ? schema : undefined
}
