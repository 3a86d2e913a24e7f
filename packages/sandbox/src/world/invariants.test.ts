/** Whatever researchers, participants and time do, in whatever order: what must always be true of the world. */
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { opening, openWorld } from '../../test/doing.ts'
import { step } from '../../test/steps.ts'
import { violations } from '../../test/violations.ts'
import { dump, Transaction } from '../core/store.ts'
import { Engine } from '../engine.ts'
import { isEdge } from './machine.ts'
import type { Study, Submission } from './rows.ts'
import { studyMachine } from './study.machine.ts'
import { submissionMachine } from './submission.machine.ts'

const DEEP = Boolean(process.env.CHECK_DEEP)
const RUNS = DEEP ? 5000 : 300

const { engine, take, read, tenant } = await openWorld()
const fresh = engine.snapshot()
const bytesOf = ({ store }: Engine): string => JSON.stringify(dump(store.state))
const booted = bytesOf(new Engine({ seed: engine.seed }))

/** Watches every row that is written: which changes of status are no edge of their machine, which status occurs. */
function watchStatuses(): { wrong: string[]; seen: Set<string> } {
  const wrong: string[] = []
  const seen = new Set<string>()
  const put = Transaction.prototype.put
  vi.spyOn(Transaction.prototype, 'put').mockImplementation(function (this: Transaction, table, row) {
    const before = this.get(table, row.id) as Study | Submission | undefined
    const after = row as unknown as Study | Submission
    if (before && before.status !== after.status) {
      const edge =
        table.name === 'studies'
          ? isEdge(studyMachine, (before as Study).status, (after as Study).status)
          : table.name !== 'submissions' ||
            isEdge(submissionMachine, (before as Submission).status, (after as Submission).status)
      if (!edge) wrong.push(`${table.name}: ${before.status} became ${after.status}`)
    }
    if (table.name === 'studies' || table.name === 'submissions') seen.add(after.status)
    return put.call(this, table, row) as typeof row
  })
  return { wrong, seen }
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('money, places and statuses stay right whatever happens, and what is restored, repeated or reset is the same', async () => {
  const { wrong, seen } = watchStatuses()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50, size: 'max' }), async (steps) => {
      engine.restore(fresh)
      for (const one of [...opening, ...steps.slice(0, -10)]) {
        await take(one)
        expect(read((tx) => violations(tx, tenant()))).toEqual([])
      }
      const then = engine.snapshot()
      const before = bytesOf(engine)
      for (const one of steps.slice(-10)) {
        await take(one)
        expect(read((tx) => violations(tx, tenant()))).toEqual([])
      }
      expect(wrong).toEqual([])

      const after = bytesOf(engine)
      engine.restore(then)
      expect(bytesOf(engine)).toBe(before)
      for (const one of steps.slice(-10)) await take(one)
      expect(bytesOf(engine)).toBe(after)
      engine.reset()
      expect(bytesOf(engine)).toBe(booted)
    }),
    { numRuns: RUNS, ...(!DEEP && { seed: 1 }) },
  )
  // a property that never gets anywhere would hold too
  const reached = [...Object.keys(submissionMachine), ...Object.keys(studyMachine)]
  expect(reached.filter((status) => !seen.has(status))).toEqual([])
}, 600_000)
