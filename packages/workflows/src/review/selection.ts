import type { SubmissionSummary } from 'prolific-kit'

/** Which submissions of a study are meant. What is left out does not matter; everything given must hold. */
export interface Selection {
  /** Codes that participants entered; one of them is enough. `false`: those who entered none. */
  codes?: readonly string[] | false
  /** Statuses as answers spell them; one of them is enough. */
  statuses?: readonly string[]
  /** Milliseconds from start to completion, at least. */
  shortest?: number
  /** Milliseconds from start to completion, at most. */
  longest?: number
  /** Ids of submissions or of their participants. */
  ids?: readonly string[]
}

export interface Selected {
  rows: SubmissionSummary[]
  /** Ids that were named, and that no submission of the study has. */
  strangers: string[]
}

/** The submissions that a selection means. */
export function select(rows: readonly SubmissionSummary[], selection: Selection): Selected {
  const { codes, statuses, shortest, longest, ids } = selection
  const wanted = codes && new Set(codes.map(comparable))
  const named = ids && new Set(ids)
  const selected = rows.filter((row) => {
    const code = codeOf(row)
    const took = timeTaken(row)
    return (
      (codes !== false || code === '') &&
      (!wanted || (code !== '' && wanted.has(code))) &&
      (!statuses || statuses.includes(row.status)) &&
      (shortest === undefined || (took !== undefined && took >= shortest)) &&
      (longest === undefined || (took !== undefined && took <= longest)) &&
      (!named || named.has(row.id.toLowerCase()) || named.has(row.participant_id.toLowerCase()))
    )
  })
  const known = new Set(
    rows.flatMap(({ id, participant_id }) => [id.toLowerCase(), participant_id.toLowerCase()]),
  )
  return { rows: selected, strangers: [...(named ?? [])].filter((id) => !known.has(id)) }
}

/** What Prolific shows as the code of those who entered none. */
const NONE = 'NOCODE'

/** The code that a participant entered, in the form in which codes are compared; empty where there is none. */
export function codeOf({ study_code, entered_code }: SubmissionSummary): string {
  const code = comparable(study_code ?? entered_code ?? '')
  return code === NONE ? '' : code
}

/** People type codes with blanks around, in small letters, and with the dot that ended the sentence. */
export const comparable = (code: string): string => code.trim().replace(/\.+$/, '').toUpperCase()

/** Milliseconds from start to completion; nothing while it is not completed. */
export function timeTaken({ started_at, completed_at }: SubmissionSummary): number | undefined {
  const took = Date.parse(completed_at ?? '') - Date.parse(started_at)
  return Number.isNaN(took) ? undefined : took
}
