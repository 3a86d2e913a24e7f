/** Simple reads of the sandbox: how many in a second of its processor, and against Prism, the mock server of npm. */
import { ask } from '../children.ts'
import { type Figure, type Measure, median, type Pair, perSecond, ratio } from '../figures.ts'
import { preparePrism } from '../prism.ts'

const PATHS = { 'the account': '/api/v1/users/me/', 'a study': '/api/v1/studies/{id}/' }
/** Of the account; the answer of a study is five times as long. */
const PER_CORE = { atLeast: 10_000 }
const TURNS = 2
const ROUNDS = '3'
const READS = '20000'
/** Prism takes seconds for so many. */
const PRISM_READS = '500'

export const measure: Measure = {
  about: 'reads that a sandbox answers in a second of its processor, and against Prism',
  async run() {
    const prism = preparePrism()
    if (!prism) console.error('Prism could not be installed: skipped')
    const figures: Figure[] = []
    for (const [what, path] of Object.entries(PATHS)) {
      const pairs: Pair[] = []
      for (let n = 0; n < TURNS; n++) {
        const ours = await ask<number[]>('reads-per-core.ts', [path, ROUNDS, READS])
        const theirs = prism
          ? await ask<number[]>('reads-per-core.ts', [path, ROUNDS, PRISM_READS, ...prism])
          : []
        pairs.push(...ours.map((value, round) => ({ ours: value, theirs: theirs[round] ?? 0 })))
      }
      const name = `reads of ${what} per second of processor`
      const value = median(pairs.map(({ ours }) => ours))
      figures.push({ name, value, budget: what === 'the account' ? PER_CORE : undefined })
      if (prism)
        figures.push(ratio(`${name}, against Prism`, pairs, { show: perSecond, budget: { atLeast: 15 } }))
    }
    return figures
  },
}
