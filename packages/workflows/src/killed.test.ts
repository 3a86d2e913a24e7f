/** Processes that are killed at random moments while they publish, approve and pay: nothing is done twice, and nothing is forgotten. */
import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { type Ground, openGround } from '../test/killing/ground.ts'
import { clockOf } from '../test/killing/virtual-time.ts'
import { doAll, type Task } from '../test/killing/work.ts'
import { newFolder } from '../test/lab.ts'
import { NO_POSTGRES, postgresFolder, startPostgres } from '../test/postgres.ts'
import { openWorkflows } from './index.ts'

const RUNS = process.env.CHECK_DEEP ? 200 : 20
/** Runs at the same time: each waits most of its time. */
const LANES = 4
const grounds = await Promise.all(Array.from({ length: LANES }, (_, lane) => openGround(`killed ${lane}`)))
afterAll(() => Promise.all(grounds.map((ground) => ground.close())))

/** The same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Everybody is approved and has exactly what they shall have, and the draft is live. */
async function mustBeDone({ client }: Ground, { draft, study, bonuses }: Task): Promise<void> {
  expect((await client.studies.retrieve({ id: draft })).status).toBe('ACTIVE')
  const { APPROVED, TOTAL } = await client.studies.countSubmissions({ id: study })
  expect(APPROVED).toBe(TOTAL)
  const got: Record<string, number> = {}
  for (const id of Object.keys(bonuses)) {
    const { bonus_payments = [] } = await client.submissions.retrieve({ id })
    got[id] = bonus_payments!.reduce((sum, one) => sum + one, 0)
  }
  expect(got).toEqual(bonuses)
}

test(`${RUNS} processes with a database of their own, killed and started again`, {
  timeout: 30 * 60_000,
}, async () => {
  let killed = 0
  const lane = async (ground: Ground, first: number) => {
    for (let run = first; run < RUNS; run += LANES) {
      const random = numbers(run)
      const task = await ground.task(4, random)
      await ground.spoil(random)
      const folder = await newFolder()
      const child = await ground.start(folder, task)
      await Promise.race([setTimeout(random() * 1500), child.ended])
      await child.kill()
      if (!(await child.ended).isDone) killed++
      const workflows = await openWorkflows({
        client: ground.client,
        database: folder,
        clock: clockOf(ground.time),
        settleAfter: ground.settleAfter,
        lookEvery: 100,
      })
      await doAll(workflows, task, { signal: AbortSignal.timeout(60_000) })
      await mustBeDone(ground, task)
      await workflows.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  await Promise.all(grounds.map(lane))
  // Killed after its end it would show nothing.
  expect(killed).toBeGreaterThan(RUNS / 3)
})

const WORKERS = 4
/** Studies that are paid at the same time, each from a wallet of its own: what one wallet pays is paid one after another. */
const AT_ONCE = 20

test.skipIf(!postgresFolder())(
  `${RUNS} studies brought to their end by ${WORKERS} workers on PostgreSQL, of which one is killed again and again${postgresFolder() ? '' : ` (skipped: ${NO_POSTGRES})`}`,
  { timeout: 30 * 60_000 },
  async () => {
    const [ground] = grounds as [Ground]
    const postgres = await startPostgres()
    const database = await postgres.database()
    const random = numbers(4)
    const workers = await Promise.all(Array.from({ length: WORKERS }, () => ground.start(database)))
    await using workflows = await openWorkflows({
      client: ground.client,
      database,
      clock: clockOf(ground.time),
      settleAfter: ground.settleAfter,
    })
    let killed = 0
    for (let done = 0; done < RUNS; done += AT_ONCE) {
      const tasks = await Promise.all(
        Array.from({ length: AT_ONCE }, () => ground.task(3, random, { wallet: true })),
      )
      await ground.spoil(random)
      const signal = AbortSignal.timeout(10 * 60_000)
      let isDone = false
      const all = Promise.all(tasks.map((task) => doAll(workflows, task, { signal, by: 'workers' }))).finally(
        () => {
          isDone = true
        },
      )
      all.catch(() => {})
      // The first one soon, before all can be done; the others seldom enough that work goes on.
      let wait = random() * 700
      while (!isDone) {
        await Promise.race([setTimeout(wait), all])
        wait = 1500 + random() * 2500
        if (isDone) break
        const at = Math.floor(random() * WORKERS)
        await workers[at]!.kill()
        killed++
        workers[at] = await ground.start(database)
      }
      await all
      for (const task of tasks) await mustBeDone(ground, task)
    }
    expect(killed).toBeGreaterThan(0)
    await Promise.all(workers.map((worker) => worker.kill()))
    await workflows.close()
    await postgres.close()
  },
)
