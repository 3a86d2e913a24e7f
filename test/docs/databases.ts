/** A database of its own for each piece that opens one: worlds are put back between pieces, and ids come again. */
import { rmSync } from 'node:fs'
import { newFolder } from '../../packages/workflows/test/lab.ts'

const OPENS =
  /openWorkflows|prolific-kit (bonuses (plan|pay|reconcile|report|resolve)|review|worker|inbox|studies recruit)/

const made: string[] = []

/** The variable that names a new database, for a piece that opens one. */
export async function databaseFor(code: string): Promise<Record<string, string>> {
  if (!OPENS.test(code)) return {}
  const folder = await newFolder()
  made.push(folder)
  return { PROLIFIC_DATABASE_URL: folder }
}

export function removeDatabases(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}
