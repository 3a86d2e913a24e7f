import type { Logger, Prolific } from 'prolific-kit'
import type { Database } from './database/database.ts'
import type { Jobs } from './jobs/jobs-types.ts'
import type { MayPay } from './payments/permission.ts'
import type { Timing } from './timing.ts'

/** What every workflow works with. */
export interface Context {
  readonly client: Prolific
  readonly db: Database
  readonly jobs: Jobs
  readonly timing: Timing
  readonly logger: Logger
  /** What this process may pay; everything, if not said. */
  readonly mayPay?: MayPay | undefined
}
