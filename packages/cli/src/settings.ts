import { homedir } from 'node:os'
import path from 'node:path'
import { UsageError } from './exit-codes.ts'
import { FORMATS, type Format } from './output/options.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** What is taken where the command line says nothing. */
export interface Settings {
  profile?: string
  workspace?: string
  baseUrl?: string
  output?: Format
}

/** The names in the configuration file. */
const NAMES: Readonly<Record<string, keyof Settings>> = {
  profile: 'profile',
  workspace: 'workspace',
  base_url: 'baseUrl',
  output: 'output',
}

/** Where the configuration file is: `PROLIFIC_CONFIG`, or `~/.prolific/config.yaml`. */
export function settingsPath(env: NodeJS.ProcessEnv = process.env): string {
  return env.PROLIFIC_CONFIG || path.join(env.HOME || homedir(), '.prolific', 'config.yaml')
}

/** Reads the defaults: the environment's, and beneath them those of the configuration file. */
export async function readSettings(env: NodeJS.ProcessEnv = process.env): Promise<Settings> {
  const file = await readFile(settingsPath(env), env.PROLIFIC_CONFIG !== undefined)
  const { PROLIFIC_WORKSPACE: workspace, PROLIFIC_OUTPUT: output, PROLIFIC_API_USER: profile } = env
  const baseUrl = env.PROLIFIC_BASE_URL || env.PROLIFIC_URL
  const all = {
    ...file,
    // The key of a sandbox opens nothing but a sandbox: whoever sets one does not mean the profile of every day.
    profile: profile || (sandboxKey(env) ? undefined : file.profile),
    workspace: workspace || file.workspace,
    output: output ? format(output, 'The variable PROLIFIC_OUTPUT') : file.output,
    baseUrl: baseUrl || file.baseUrl,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The key of the environment, if it is one of a sandbox. */
export function sandboxKey(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const key = env.PROLIFIC_API_KEY || env.PROLIFIC_TOKEN || env.PROLIFIC_API_TOKEN
  return key?.startsWith('sandbox_') ? key : undefined
}

async function readFile(file: string, isNamed: boolean): Promise<Settings> {
  let text: string
  try {
    // Imported at the top, it would load streams before `--help` is shown.
    text = process.getBuiltinModule('node:fs').readFileSync(file, 'utf8')
  } catch (error) {
    if (!isNamed && (error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new UsageError(`The configuration file ${file} cannot be read: ${whyUnreadable(error)}`)
  }
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text) ?? {}
  } catch (error) {
    throw new UsageError(`The configuration file ${file} is no YAML: ${(error as Error).message.trim()}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`The configuration file ${file} must have lines such as "profile: lab"`)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => setting(file, name, one)))
}

function setting(file: string, name: string, value: unknown): [keyof Settings, string] {
  const known = NAMES[name]
  if (!known)
    throw new UsageError(
      `The configuration file ${file} has "${name}", which is no setting. There are ${Object.keys(NAMES).join(', ')}.`,
    )
  if (typeof value !== 'string')
    throw new UsageError(`The configuration file ${file}: "${name}" must be text`)
  return [known, known === 'output' ? format(value, `The configuration file ${file}: "output"`) : value]
}

function format(text: string, where: string): Format {
  const found = FORMATS.find((one) => one === text)
  if (!found) throw new UsageError(`${where} must be one of ${FORMATS.join(', ')}, not "${text}"`)
  return found
}
