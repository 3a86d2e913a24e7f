/** What a sandbox is to begin with, from a YAML file. */
import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { UsageError } from '../exit-codes.ts'
import { textOf } from '../text-of.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { being, type Check, choice, fields, list, record, text, whole } from './checks.ts'

/** A file that does not say what it should. The message has a line for each place: `file:line:column: what`. */
export class ConfigError extends Error {
  static {
    ConfigError.prototype.name = 'ConfigError'
  }
}

export interface TenantConfig {
  key?: string
  /** Whole minor units that the wallet of its first workspace has at hand. */
  balance?: number
  groups?: { name: string; description?: string; participants?: string[] }[]
  studies?: {
    /** Fields of a new study, as the API takes them. */
    study: Record<string, unknown>
    publish?: boolean
    participants?: Record<string, unknown>
  }[]
  webhooks?: { event_type: string; target_url: string }[]
}

export interface SandboxConfig {
  seed?: string | number
  now?: string
  mode?: 'compat' | 'strict'
  clock?: 'real' | 'manual'
  port?: number
  allow_hosts?: string[]
  tenants?: TenantConfig[]
  faults?: Record<string, unknown>[]
}

const KEY: Check = text(/^sandbox_[A-Za-z0-9_.-]{1,120}$/, 'a key that begins with “sandbox_”')

const CONFIG: Check = fields({
  seed: (value) => (typeof value === 'number' ? [] : text()(value)),
  now: text(/^\d{4}-\d\d-\d\d/, 'a moment such as 2026-01-05T09:00Z'),
  mode: choice('compat', 'strict'),
  clock: choice('real', 'manual'),
  port: whole(0, 65_535),
  allow_hosts: list(text()),
  tenants: list(
    fields({
      key: KEY,
      balance: whole(0),
      groups: list(
        fields(
          {
            name: text(),
            description: text(),
            participants: list(text(/^[0-9a-f]{24}$/, '24 digits of 0-9 and a-f')),
          },
          ['name'],
        ),
      ),
      studies: list(
        fields(
          {
            study: record,
            publish: choice(true, false),
            participants: fields({
              count: whole(1),
              behaviour: being(
                'text, or weights by name',
                (value) => typeof value === 'string' || isRecord(value),
              ),
              within: being('a span of time such as 6 hours', (value) =>
                ['string', 'number'].includes(typeof value),
              ),
              via: choice('state', 'http'),
            }),
          },
          ['study'],
        ),
      ),
      webhooks: list(fields({ event_type: text(), target_url: text() }, ['event_type', 'target_url'])),
    }),
  ),
  faults: list(
    fields(
      {
        operation: text(),
        fault: being(
          'a name, or fields with a type',
          (value) => typeof value === 'string' || isRecord(value),
        ),
        times: whole(1),
        after: whole(0),
        tenant: KEY,
      },
      ['operation', 'fault'],
    ),
  ),
})

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A place in the file, by the names and numbers that lead to it. */
export type Path = readonly (string | number)[]

export interface ReadConfig {
  config: SandboxConfig
  /** An error about a place: its line and column, or those of the nearest one around it that is in the file. */
  errorAt(problems: readonly { path: Path; message: string }[]): ConfigError
}

/** Reads and checks a file. Throws a ConfigError that names every place that is wrong. */
export function readConfig(file: string): ReadConfig {
  const source = contentOf(file)
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, merge: true })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`
  }
  if (document.errors.length > 0) {
    throw new ConfigError(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`).join('\n'))
  }
  const errorAt: ReadConfig['errorAt'] = (problems) =>
    new ConfigError(
      problems
        .map(
          ({ path, message }) =>
            `${at(offsetOf(path))}: ${path.length ? `${path.join('.')}: ` : ''}${message}`,
        )
        .join('\n'),
    )
  const offsetOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined
      if (node?.range) return node.range[0]
    }
    return 0
  }
  let config: unknown
  try {
    config = document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch (error) {
    throw new ConfigError(`${file}:1:1: ${(error as Error).message}`)
  }
  const problems = CONFIG(config)
  if (problems.length > 0) throw errorAt(problems)
  return { config: config as SandboxConfig, errorAt }
}

function contentOf(file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new UsageError(`The file of --config, ${file}, cannot be read: ${whyUnreadable(error)}`)
  }
  const text = textOf(bytes)
  if (text === undefined) throw new ConfigError(`${file} is not text in UTF-8: save it as UTF-8`)
  return text
}
