/** The dry run: reads everything, decides, and keeps what it would do. Changes nothing on Prolific. */
import { randomUUID } from 'node:crypto'
import type { Currency, Study } from 'prolific-kit'
import type { Context } from '../context.ts'
import { json } from '../database/database.ts'
import { RefusedPlanError } from '../errors.ts'
import { CAREFUL_RULES } from './careful-rules.ts'
import { checkRules } from './check-rules.ts'
import { costOfApproving } from './cost.ts'
import { decideChunk, type Reads } from './deciding.ts'
import { studyFacts } from './facts.ts'
import { proposalById, type ReviewProposal, summed } from './proposal.ts'
import { readSubmissions } from './reading.ts'
import { openRecords, type Records } from './records.ts'
import type { ReviewRule } from './rules.ts'

/** What to review, and how. */
export interface ReviewInput {
  study_id: string
  /** The first that speaks decides; `CAREFUL_RULES`, if not said. */
  rules?: readonly ReviewRule[]
  /** Your own data about participants: a list, a map by id, or the path of a CSV file. */
  records?: Records
  /** The field of your records that says whether the work was finished; `finished`, if not said. */
  finishedField?: string
  /**
   * What rules that are functions want read of each submission by itself, one request each. Rules that are data say by
   * themselves what they need.
   */
  read?: Reads
  /** Why it is done, for the report. */
  why?: string
  signal?: AbortSignal
}

/** Makes a proposal, and keeps it. */
export async function propose(context: Context, input: ReviewInput): Promise<ReviewProposal> {
  const { client, db, jobs, timing } = context
  const { study_id, rules = CAREFUL_RULES, why, signal } = input
  const problems = checkRules(rules)
  if (problems.length) throw new RefusedPlanError('The rules cannot be used. Nothing was read.', problems)
  const records =
    input.records === undefined ? undefined : await openRecords(input.records, input.finishedField)
  const study = await client.studies.retrieve({ id: study_id }, { signal })
  const { workspace_id, currency } = await walletOf(context, study, signal)
  const isData = rules.every((rule) => typeof rule !== 'function')
  const reads = readsOf(rules, input.read)
  const id = randomUUID()
  await db
    .insertInto('review_proposals')
    .values({
      id,
      study_id,
      study_name: study.name,
      workspace_id,
      currency,
      state: 'reading',
      why: why ?? null,
      rules: isData ? json(rules) : null,
      reads: json(reads),
      study: json(studyFacts(study, currency)),
      has_records: records !== undefined,
      finished_field: records?.finishedField ?? null,
      hash: null,
      cost: null,
      created_at: timing.now(),
      deadline: null,
      idle_looks: 0,
    })
    .execute()
  const count = await readSubmissions(context, { id, study_id }, records, signal)
  await db.updateTable('review_proposals').set({ state: 'deciding' }).where('id', '=', id).execute()
  const proposal = await proposalById(db, id)
  // Workers take parts from the beginning while this process takes them from the end.
  if (isData && reads.length)
    for (let chunk = 0; chunk < count - 1; chunk++)
      await jobs.send('review.chunk', `${id}:${chunk}`, { proposal_id: id, chunk })
  for (let chunk = count - 1; chunk >= 0; chunk--) await decideChunk(context, proposal, chunk, rules, signal)
  return await complete(context, id, study, signal)
}

/** Sums a proposal up: from now on it can be carried out. */
async function complete(
  { client, db }: Context,
  id: string,
  study: Study,
  signal: AbortSignal | undefined,
): Promise<ReviewProposal> {
  const kept = await proposalById(db, id)
  const { counts, hash } = await summed(db, kept)
  const cost = await costOfApproving(
    client,
    { reward: study.reward, currency_code: kept.currency },
    counts.approve,
    signal,
  )
  await db
    .updateTable('review_proposals')
    .set({ state: 'ready', hash, cost: cost ? cost.toHundredths() : null })
    .where('id', '=', id)
    .execute()
  return await summed(db, await proposalById(db, id))
}

/** What has to be read of each submission by itself. Lists tell of bonuses, though the vendor does not promise it. */
function readsOf(rules: readonly ReviewRule[], asked: Reads = []): Reads {
  const asks = (field: 'demographics') =>
    rules.some((rule) => typeof rule !== 'function' && rule.when[field] !== undefined)
  return [...new Set([...asked, ...(asks('demographics') ? (['demographics'] as const) : [])])]
}

async function walletOf(
  { client }: Context,
  study: Study,
  signal: AbortSignal | undefined,
): Promise<{ workspace_id: string; currency: Currency }> {
  const workspace_id =
    study.workspace ??
    (study.project
      ? (await client.projects.retrieve({ project_id: study.project }, { signal })).workspace
      : undefined)
  if (!workspace_id)
    throw new RefusedPlanError(`It cannot be learnt which workspace pays for study ${study.id}.`)
  const currency =
    study.currency_code ?? (await client.workspaces.getBalance({ workspace_id }, { signal })).currency_code
  if (currency !== 'GBP' && currency !== 'USD')
    throw new RefusedPlanError(`It cannot be learnt in which currency study ${study.id} pays.`)
  return { workspace_id, currency: currency as Currency }
}
