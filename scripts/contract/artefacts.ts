/** The files that are derived from the contract, by path. */

import type { Operation } from '../../packages/prolific-kit/src/contract/operation.ts'
import { contract } from '../../packages/prolific-kit/src/contract/table.ts'
import { type Derived, derive, type Schema } from './derive.ts'
import { jsonText } from './json-text.ts'
import { referencePages } from './reference.ts'
import { studySchema } from './study-schema.ts'

const HERE = 'packages/prolific-kit/src/contract'

export function artefacts(root: string): Record<string, string> {
  const { wire, client } = derive(root)
  return {
    [`${HERE}/contract.gen.json`]: pretty({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      operations: strip(wire.operations, ['source']),
      $defs: wire.$defs,
    }),
    [`${HERE}/inputs.gen.json`]: `${JSON.stringify(bareSchemas(client, 'input', DOCS))}\n`,
    [`${HERE}/answers.gen.json`]: `${JSON.stringify(bareSchemas(wire, 'output', [...DOCS, ...BOUNDS]))}\n`,
    'packages/cli/study.schema.json': `${jsonText(studySchema(client))}\n`,
    'api.md': overview(wire),
    ...referencePages({ ...wire, $defs: { ...wire.$defs, ...client.$defs } }),
  }
}

const DOCS = ['description', 'deprecated', 'default']
/** Answers are compared by their fields, types and known values alone. */
const BOUNDS = ['format', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']

/** What the client needs to check inputs or answers: nothing beside them, and only the definitions that are reached. */
function bareSchemas(
  derived: Derived,
  side: 'input' | 'output',
  left: readonly string[],
): { operations: Record<string, Schema>; $defs: Record<string, Schema> } {
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        if (key === 'properties')
          return [
            [key, Object.fromEntries(Object.entries(inner).map(([name, schema]) => [name, bare(schema)]))],
          ]
        return left.includes(key) ? [] : [[key, bare(inner)]]
      }),
    )
  }
  const operations = Object.fromEntries(
    Object.entries(derived.operations).map(([name, operation]) => [name, bare(operation[side]) as Schema]),
  )
  const $defs: Record<string, Schema> = {}
  const reach = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const name = '$ref' in value ? String(value.$ref).slice('#/$defs/'.length) : undefined
    if (name !== undefined && !(name in $defs)) {
      $defs[name] = bare(derived.$defs[name]) as Schema
      reach($defs[name])
    }
    for (const inner of Object.values(value)) reach(inner)
  }
  reach(operations)
  return { operations, $defs: Object.fromEntries(Object.entries($defs).sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** One line per operation, linked to its source. */
function overview(derived: Derived): string {
  const lines = [
    '# Every operation',
    '',
    'Generated from the contract by `npm run generate`. The effect decides what is retried and what asks first; see [the client](docs/client.md). What each takes and answers stands in [the reference](docs/reference/README.md).',
    '',
  ]
  for (const [resource, table] of Object.entries(contract)) {
    lines.push(
      `## ${resource}`,
      '',
      `${derived.resources[resource]!} [Reference](docs/reference/${resource}.md).`,
      '',
      '| method | call | effect | stability | what it does |',
      '|---|---|---|---|---|',
    )
    for (const [method, entry] of Object.entries(table) as [string, Operation<unknown>][]) {
      const { description = '', deprecated, source } = derived.operations[`${resource}.${method}`]!
      const effect = typeof entry.effect === 'function' ? 'by input' : entry.effect
      const notes = [
        description,
        deprecated && `Deprecated: ${deprecated}`,
        entry.facts.irreversible && 'Cannot be taken back.',
      ]
        .filter(Boolean)
        .join(' ')
      lines.push(
        `| [${method}](${source.file}#L${source.line}) | \`${entry.verb} ${entry.path}\` | ${effect} | ${entry.facts.stability ?? 'documented'} | ${notes.replaceAll('|', '\\|')} |`,
      )
    }
    lines.push('')
  }
  return lines.join('\n')
}

function strip<T extends object>(record: Record<string, T>, keys: (keyof T)[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as keyof T))),
    ]),
  )
}
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`
