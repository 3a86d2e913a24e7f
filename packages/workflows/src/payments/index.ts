import type { Context } from '../context.ts'
import type { Area } from '../jobs/kinds.ts'
import type { PaymentJobs } from './jobs.ts'

export type BonusPayments = object

export function paymentsArea(_context: Context): Area<PaymentJobs> & { bonuses: BonusPayments } {
  return {
    bonuses: {},
    handlers: { 'bonuses.pay': async () => {}, 'bonuses.look': async () => {} },
    resume: async () => {},
  }
}
