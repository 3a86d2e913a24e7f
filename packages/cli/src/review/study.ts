import { type Selection, select } from '@prolific-kit/workflows'
import type { Prolific, Study, SubmissionSummary } from 'prolific-kit'
import { RefusedError } from '../exit-codes.ts'
import { plain } from '../output.ts'

/** Submissions of a study that are to be decided on, and those that the selection means and nobody can decide on. */
export interface Chosen {
  study: Study
  awaiting: SubmissionSummary[]
  /** Decided already, still at work, given back: never touched. */
  others: SubmissionSummary[]
}

/** Reads a study's submissions and chooses those of a selection. An id that is not in the study refuses everything. */
export async function choose(client: Prolific, study_id: string, selection: Selection): Promise<Chosen> {
  const study = await client.studies.retrieve({ id: study_id })
  const { rows, strangers } = select(
    await client.studies.listSubmissions({ id: study_id }).toArray(),
    selection,
  )
  if (strangers.length) throw new RefusedError(notInStudy(strangers, study_id))
  const isAwaiting = ({ status }: SubmissionSummary) => status === 'AWAITING REVIEW'
  return { study, awaiting: rows.filter(isAwaiting), others: rows.filter((row) => !isAwaiting(row)) }
}

export const notInStudy = (ids: readonly string[], study: string): string =>
  `${ids.length} of the ids ${ids.length === 1 ? 'is' : 'are'} neither a submission nor a participant of study ${study}: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}. Nothing was done: is it the right file, and the right study?`

/** How many submissions stand where: `3 APPROVED, 1 RETURNED`. */
export function byStatus(rows: readonly SubmissionSummary[]): string {
  const counts = new Map<string, number>()
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${count} ${plain(status)}`).join(', ')
}
