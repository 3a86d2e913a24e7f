import type { WatchingTables } from './tables.ts'

/** A study of which nothing is known yet. */
export const newlyWatched = (
  study_id: string,
  { sweep_every, now }: { sweep_every: number; now: Date },
): WatchingTables['watched_studies'] => ({
  study_id,
  state: 'watching',
  sweep_every,
  looks: 0,
  changes: 0,
  study: null,
  study_read_until: 0,
  is_unclear: false,
  quiet: 0,
  looks_since_whole: 0,
  looked_at: null,
  next_sweep_at: now,
  since: now,
  stopped_at: null,
  problem: null,
})
