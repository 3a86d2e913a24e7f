/** A recruitment as the database has it. */
import type { Selectable } from 'kysely'
import { type Currency, Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { WorkflowError } from '../errors.ts'
import type { Goals } from './goals.ts'
import type { RecruitingTables } from './tables.ts'

export type RecruitmentRow = Selectable<RecruitingTables['recruitments']>
export type CellRow = Selectable<RecruitingTables['recruitment_cells']>
export type ActionRow = Selectable<RecruitingTables['recruitment_actions']>

/** A recruitment, its studies, and what is under way of its actions. */
export interface Stored {
  row: RecruitmentRow
  goals: Goals
  currency: Currency
  cells: CellRow[]
  open: ActionRow[]
}

interface StoredGoals extends Omit<Goals, 'budget' | 'deadline'> {
  currency: Currency
  budget?: number
  deadline?: string
}

export function goalsToStore({ budget, deadline, ...goals }: Goals, currency: Currency): string {
  const stored: StoredGoals = {
    ...goals,
    currency,
    ...(budget && { budget: budget.toHundredths() }),
    ...(deadline && { deadline: deadline.toISOString() }),
  }
  return json(stored)
}

function goalsOf({ currency, budget, deadline, ...goals }: StoredGoals): Goals {
  return {
    ...goals,
    ...(budget !== undefined && { budget: Money.fromHundredths(budget, currency) }),
    ...(deadline !== undefined && { deadline: new Date(deadline) }),
  }
}

/** Reads a recruitment. Throws `WorkflowError` for one that is not there. */
export async function stored({ db }: Context, id: string): Promise<Stored> {
  // The database refuses what is no uuid, and says nothing that anybody understands.
  const row = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? await db.selectFrom('recruitments').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw new WorkflowError(`There is no recruitment ${id} in this database.`)
  const goals = row.goals as StoredGoals
  const [cells, open] = await Promise.all([
    db.selectFrom('recruitment_cells').selectAll().where('recruitment_id', '=', id).execute(),
    db
      .selectFrom('recruitment_actions')
      .selectAll()
      .where('recruitment_id', '=', id)
      .where('state', '=', 'intended')
      .orderBy('round')
      .execute(),
  ])
  return { row, goals: goalsOf(goals), currency: goals.currency, cells, open }
}
