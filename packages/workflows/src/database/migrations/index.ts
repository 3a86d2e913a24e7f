/** Every change of the schema, in order. A change that has landed is never edited: another one follows it. */
import type { Migration } from 'kysely/migration'
import * as core from './0001-core.ts'
import * as payments from './0002-payments.ts'
import * as publishing from './0003-publishing.ts'
import * as review from './0004-review.ts'
import * as people from './0005-people.ts'
import * as inbox from './0006-inbox.ts'
import * as watching from './0007-watching.ts'
import * as recruiting from './0008-recruiting.ts'

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-core': core,
  '0002-payments': payments,
  '0003-publishing': publishing,
  '0004-review': review,
  '0005-people': people,
  '0006-inbox': inbox,
  '0007-watching': watching,
  '0008-recruiting': recruiting,
}
