/** Begins a recruitment, or refuses what could cross its limits before anybody looks. */
import { randomUUID } from 'node:crypto'
import type { Currency, Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'
import { otherCost, placeCost } from './costs.ts'
import { type Goals, goalProblems } from './goals.ts'
import type { CellObservation } from './observation.ts'
import { cellSeen, count, type Eyes, isStopped } from './observe.ts'
import { type CellRow, goalsToStore } from './stored.ts'
import { unfit } from './unfit.ts'

/** Checks, writes the recruitment and leaves its first step. Gives its id. */
export async function start(
  context: Context,
  { watching, functions }: Eyes,
  goals: Goals,
  signal?: AbortSignal,
): Promise<string> {
  refuse(goalProblems(goals, context.timing.now().getTime()))
  const id = randomUUID()
  const rows: CellRow[] = []
  const seen: CellObservation[] = []
  const problems: string[] = []
  let currency: Currency | undefined
  for (const { study_id } of goals.cells) {
    const state = await watching.watch(study_id, signal ? { signal } : {})
    const { study } = state
    const pays = await currencyOf(context, study)
    currency ??= pays
    problems.push(...studyProblems(study, pays, goals.budget?.currency ?? currency))
    if (problems.length) continue
    const perPlace = await placeCost(context, study, pays)
    const other = await otherCost(context, study, perPlace, goals.countBonuses ?? false)
    const counted = await count(state, goals, functions)
    const row: CellRow = {
      study_id,
      recruitment_id: id,
      is_our_pause: false,
      was_stopped: isStopped({ last_status: null, was_stopped: false, freed: 0 }, study, counted),
      last_status: study.status,
      freed: counted.freed,
      reward: study.reward,
      place_cost: perPlace.toHundredths(),
      other_cost: other.toHundredths(),
    }
    rows.push(row)
    seen.push(cellSeen(study, counted, row, [], pays))
  }
  refuse(problems)
  refuse(unfit({ at: context.timing.now(), cells: seen }, goals))
  await write(context, id, goals, currency!, rows)
  return id
}

function refuse(problems: readonly string[]): void {
  if (problems.length) throw new RefusedPlanError('Recruiting cannot begin, and nothing was done:', problems)
}

async function currencyOf({ client }: Context, study: Study): Promise<Currency> {
  const told = study.presentment_currency_code ?? study.currency_code
  if (told === 'GBP' || told === 'USD') return told as Currency
  return (await client.users.me()).currency_code === 'USD' ? 'USD' : 'GBP'
}

function studyProblems(study: Study, pays: Currency, wanted: Currency): string[] {
  const problems: string[] = []
  if (pays !== wanted)
    problems.push(`study ${study.id} pays in ${pays}, and the budget or another study is in ${wanted}`)
  if (study.access_details?.length || study.data_collection_method)
    problems.push(
      `study ${study.id} has places that belong to single tasks: only those of a study with one address can be raised here`,
    )
  return problems
}

/** A study is recruited for by one recruitment at a time. */
async function write(
  { db, jobs, timing }: Context,
  id: string,
  goals: Goals,
  currency: Currency,
  rows: readonly CellRow[],
): Promise<void> {
  const now = timing.now()
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('recruitments')
      .values({
        id,
        state: 'running',
        round: 0,
        goals: goalsToStore(goals, currency),
        outcome: null,
        why: 'Nothing was looked at yet.',
        problem: null,
        created_at: now,
        next_step_at: now,
        closed_at: null,
      })
      .execute()
    for (const row of rows) {
      const free = await trx
        .selectFrom('recruitment_cells')
        .innerJoin('recruitments', 'recruitments.id', 'recruitment_cells.recruitment_id')
        .select('recruitments.id')
        .where('recruitment_cells.study_id', '=', row.study_id)
        .where('recruitments.state', '=', 'closed')
        .executeTakeFirst()
      const taken = await trx
        .insertInto('recruitment_cells')
        .values(row)
        .onConflict((on) =>
          on
            .column('study_id')
            .doUpdateSet(row)
            .where('recruitment_cells.recruitment_id', '=', free?.id ?? id),
        )
        .returning('study_id')
        .executeTakeFirst()
      if (!taken)
        throw new RefusedPlanError(
          `Study ${row.study_id} is recruited for already. Nothing was done: stop that recruitment first.`,
        )
    }
    await jobs.send('recruiting.step', id, { recruitment_id: id }, { in: trx })
  })
}
