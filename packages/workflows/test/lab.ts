/** Workflows in front of a sandbox, on a database of their own: one that is there already is copied, since making one takes seconds. */

import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { Prolific, type ProlificOptions } from 'prolific-kit'
import { draft } from '../../sandbox/test/draft.ts'
import { openPglite } from '../src/database/pglite.ts'
import { openWorkflows, type WorkflowOptions, type Workflows } from '../src/index.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Whatever a template is made from: another version of any of it makes another template. */
const INGREDIENTS = [
  'node_modules/@electric-sql/pglite/package.json',
  'node_modules/pg-boss/package.json',
  'packages/workflows/src/jobs/jobs.ts',
  ...readdirSync(path.join(ROOT, 'packages/workflows/src/database/migrations')).map(
    (name) => `packages/workflows/src/database/migrations/${name}`,
  ),
]

/** A folder that is made once and kept for later tests, by whichever process comes first. */
async function template(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const hash = createHash('sha256')
  for (const file of INGREDIENTS) hash.update(readFileSync(path.join(ROOT, file)))
  const kept = path.join(
    ROOT,
    'node_modules/.cache/prolific-kit',
    `${name}-${hash.digest('hex').slice(0, 12)}`,
  )
  if (existsSync(kept)) return kept
  mkdirSync(path.dirname(kept), { recursive: true })
  const making = mkdtempSync(`${kept}-`)
  await make(making)
  try {
    renameSync(making, kept)
  } catch {
    // Another process was faster.
    rmSync(making, { recursive: true, force: true })
  }
  return kept
}

/** A database of PGlite with nothing in it, whose making takes seconds. */
const bare = () =>
  template('bare', async (folder) => {
    await (await openPglite(folder)).close()
  })

/** A new folder for a database, which needs not be made from nothing. */
export async function newFolder(): Promise<string> {
  const made = await template('workflows', async (folder) => {
    const database = path.join(folder, 'database')
    cpSync(await bare(), database, { recursive: true })
    const client = new Prolific({ apiKey: 'sandbox_template', baseUrl: 'http://127.0.0.1:1' })
    await (await openWorkflows({ client, database: folder })).close()
    client.close()
    const pglite = await openPglite(database)
    // It is about no API yet.
    await pglite.exec('delete from prolific_kit.home')
    await pglite.close()
  })
  return copyOf(made)
}

/** The files of a database with nothing in it. */
export const bareDatabase = async (): Promise<string> => copyOf(await bare())

function copyOf(made: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'workflows-'))
  cpSync(made, folder, { recursive: true })
  return folder
}

export { draft }

export interface Lab {
  sandbox: Sandbox
  client: Prolific
  workflows: Workflows
  /** Id of the account's only workspace. */
  workspace: string
  folder: string
  /** A published study with these changes. */
  study(changes?: object): Promise<string>
  /** Workflows on the same database with other settings, after closing those that are open. */
  reopen(changes?: Partial<WorkflowOptions>): Promise<Workflows>
  /** Another client of the same account. */
  another(changes: Partial<ProlificOptions>): Prolific
  close(): Promise<void>
}

/** Virtual time is the time of the workflows, and looks are so short that waiting for them is no matter. */
export async function openLab(seed: string, options: Partial<WorkflowOptions> = {}): Promise<Lab> {
  const sandbox = await createSandbox({ seed })
  const another = (changes: Partial<ProlificOptions> = {}) =>
    new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url, ...changes })
  const client = another()
  const folder = options.database ?? (await newFolder())
  const open = (changes: Partial<WorkflowOptions> = {}) =>
    openWorkflows({ client, database: folder, clock: sandbox.clock, lookEvery: 50, ...options, ...changes })
  const workspace = (await client.workspaces.list()).rows[0]!.id
  const lab: Lab = {
    sandbox,
    client,
    workflows: await open(),
    workspace,
    folder,
    async study(changes = {}) {
      const { id } = await client.studies.create({ ...draft, ...changes })
      await client.studies.publish({ id })
      return id
    },
    async reopen(changes) {
      await lab.workflows.close()
      lab.workflows = await open(changes)
      return lab.workflows
    },
    another,
    async close() {
      await lab.workflows.close()
      client.close()
      await sandbox.close()
      if (!options.database) rmSync(folder, { recursive: true, force: true })
    },
  }
  return lab
}
