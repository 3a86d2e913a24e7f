import type { Queues } from '../jobs/kinds.ts'

export interface PaymentJobs {
  /** Sets up and pays whatever is due from one wallet, one payment after another. Its key is the wallet's workspace. */
  'bonuses.pay': { workspace_id: string }
  /** Looks whether the payments of one set-up have arrived. Its key is the set-up. */
  'bonuses.look': { set_up_id: string; looks: number }
}

export const PAYMENT_QUEUES: Queues<PaymentJobs> = {
  'bonuses.pay': { atOnce: 2, seconds: 900 },
  'bonuses.look': { atOnce: 4, seconds: 600 },
}
