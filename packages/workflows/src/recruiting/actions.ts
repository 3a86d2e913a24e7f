/** One thing to do. */
export type Action =
  | { kind: 'pause'; study_id: string; why: string }
  | { kind: 'start'; study_id: string; why: string }
  | {
      kind: 'raise'
      study_id: string
      /** `total_available_places` from then on. */
      places: number
      why: string
    }
