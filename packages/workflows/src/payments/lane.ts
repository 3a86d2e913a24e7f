/** The payments of one wallet, one after another: Prolific takes no two at once. */
import type { Context } from '../context.ts'
import { attempt, doubt, end, setUp } from './attempt.ts'
import { look } from './look.ts'
import { dueOf } from './permission.ts'

/**
 * Pays what is due from a wallet. It is the only one to do so, since it is the wallet's job; so whatever is attempted
 * without an answer was left by a process that has ended. While it is not known what became of a payment, no other one
 * is made from this wallet: the wallet is what tells.
 */
export async function payDue(context: Context, workspace_id: string, signal: AbortSignal): Promise<void> {
  const { db, mayPay = () => true } = context
  const ofWallet = () =>
    db.selectFrom('bonus_set_ups').selectAll().where('bonus_set_ups.workspace_id', '=', workspace_id)
  for (;;) {
    signal.throwIfAborted()
    const abandoned = await ofWallet()
      .where('state', '=', 'attempted')
      .where('accepted_at', 'is', null)
      .execute()
    for (const one of abandoned)
      await doubt(context, one, 'The process that paid it ended before the answer came')
    for (const { id } of await ofWallet().where('state', '=', 'uncertain').execute())
      if (!(await look(context, { set_up_id: id, looks: 0 }, signal))) return
    const due = await ofWallet()
      .innerJoin('bonus_plans', 'bonus_plans.id', 'bonus_set_ups.plan_id')
      .selectAll('bonus_set_ups')
      .where('bonus_set_ups.state', 'in', ['planned', 'set_up'])
      .orderBy('bonus_plans.committed_at')
      .orderBy('bonus_set_ups.plan_id')
      .orderBy('number')
      .execute()
    // What this process may not pay stays where it is: other workers send themselves jobs for it.
    const allowed = due.map((one) => [one, mayPay(dueOf(one))] as const).find(([, may]) => may !== false)
    if (!allowed) return
    const [next, may] = allowed
    if (typeof may === 'string') {
      await end(context, next, 'failed', { reason: `It was not paid: ${may}. Plan again` })
      continue
    }
    if (next.state === 'planned') await setUp(context, next, signal)
    else await attempt(context, next, signal)
  }
}
