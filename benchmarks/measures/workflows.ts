/** What workers on PostgreSQL get done, and what they need for it. */
import { postgresFolder } from '../../packages/workflows/test/postgres.ts'
import { ask } from '../children.ts'
import { type Figure, type Measure, megabytes, type Pair, ratio } from '../figures.ts'

const SUBMISSIONS = 10_000
const FEW = 1_000
const ROUNDS = 2

interface Answer {
  /** Milliseconds. */
  taken: number
  /** Bytes of the largest worker. */
  peak: number
}

const run = (submissions: number, workers: number) =>
  ask<Answer>('workflows.ts', [String(submissions), String(workers)])

export const measure: Measure = {
  about: 'ten thousand submissions reviewed, approved and paid by workers on PostgreSQL',
  async run() {
    if (!postgresFolder()) {
      console.error('Nothing is measured of workers: no PostgreSQL is installed')
      return []
    }
    const pairs: Pair[] = []
    let peak = 0
    for (let round = 0; round < ROUNDS; round++) {
      const [four, one] = [await run(SUBMISSIONS, 4), await run(SUBMISSIONS, 1)]
      pairs.push({ ours: SUBMISSIONS / four.taken, theirs: SUBMISSIONS / one.taken })
      peak = Math.max(peak, one.peak)
    }
    const few = await run(FEW, 1)
    const memory: Figure = {
      name: `resident memory of a worker with a heap of 64 MB, ${SUBMISSIONS} submissions over ${FEW}`,
      value: megabytes(peak - few.peak),
      unit: 'MB',
      budget: { atMost: 40 },
      ours: `${megabytes(peak).toFixed(0)} MB`,
      theirs: `${megabytes(few.peak).toFixed(0)} MB`,
    }
    return [
      ratio('submissions reviewed, approved and paid: 4 workers, against 1', pairs, {
        show: (perMillisecond) => `${Math.round(perMillisecond * 1000)}/s`,
      }),
      memory,
    ]
  },
}
