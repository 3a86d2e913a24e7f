import type { InboxTables } from '../inbox/tables.ts'
import type { PaymentTables } from '../payments/tables.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { PublishingTables } from '../publishing/tables.ts'
import type { RecruitingTables } from '../recruiting/tables.ts'
import type { ReviewTables } from '../review/tables.ts'
import type { WatchingTables } from '../watching/tables.ts'
import type { CoreTables } from './core-tables.ts'

/** Every table of the schema, by the area that it belongs to. */
export interface Tables
  extends CoreTables,
    PaymentTables,
    PublishingTables,
    ReviewTables,
    PeopleTables,
    InboxTables,
    WatchingTables,
    RecruitingTables {}
