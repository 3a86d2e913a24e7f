import { DatabaseError } from './errors.ts'

/** pg-boss and Kysely need what came with Node 22.12. */
const NEEDED = [22, 12] as const

/** Whether durable workflows run on this version of Node. */
export function isNewEnough(version: string = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

/** Says clearly what a Node that is too old would otherwise fail at somewhere deep within. */
export function mustBeNewEnough(version: string = process.versions.node): void {
  if (isNewEnough(version)) return
  throw new DatabaseError(
    `Durable workflows need Node ${NEEDED.join('.')} or newer, and this is Node ${version}. Update Node; everything else of prolific-kit goes on with what you have.`,
  )
}
