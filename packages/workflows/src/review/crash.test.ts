/** A process that carries out a proposal is killed at a moment of chance: another one ends what it began, once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openGround } from '../../test/killing/ground.ts'
import { clockOf } from '../../test/killing/virtual-time.ts'
import { draft, newFolder } from '../../test/lab.ts'
import type { ReviewJob } from '../../test/review-child.ts'
import { openWorkflows, type ReviewRule } from '../index.ts'

const RUNS = process.env.CHECK_DEEP ? 20 : 1
const CHILD = path.resolve(import.meta.dirname, '../../test/review-child.ts')
const RULES: ReviewRule[] = [
  { when: { codes: 'completed' }, then: { action: 'approve', reason: 'right code' } },
  { when: { codes: false }, then: { action: 'ask_for_return', reason: 'no code' } },
  { when: { status: 'RETURNED' }, then: { action: 'pay_part', percentage: 50, reason: 'did a half' } },
]

test.each(Array.from({ length: RUNS }, (_, run) => run))('run %i', async (run) => {
  const ground = await openGround(`crash ${run}`)
  const { client, sandbox, time, settleAfter } = ground
  const database = await newFolder()
  const open = () => openWorkflows({ client, database, clock: clockOf(time), settleAfter, lookEvery: 100 })
  try {
    const { id: study_id } = await client.studies.create({ ...draft, total_available_places: 12 })
    await client.studies.publish({ id: study_id })
    const { arrivals } = await sandbox.participants.arrive({
      study: study_id,
      count: 12,
      behaviour: 'manual',
    })
    const ids = arrivals.map(({ submission }) => submission!)
    for (const [at, id] of ids.entries()) {
      await sandbox.participants.act(id, 'start')
      if (at % 3 === 2) await sandbox.participants.act(id, 'return')
      else await sandbox.participants.act(id, 'complete', at % 3 === 0 ? { code: 'DONE' } : {})
    }
    const before = await open()
    const { id } = await before.review.propose({ study_id, rules: RULES })
    await before.close()

    const job: ReviewJob = { url: sandbox.url, key: sandbox.key, database, proposal: id, time, settleAfter }
    const words = [
      '--conditions=@prolific-kit/source',
      '--no-warnings',
      '--liftoff-only',
      CHILD,
      JSON.stringify(job),
    ]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    await setTimeout(Math.random() * 1000)
    child.kill('SIGKILL')
    await once(child, 'close')

    const after = await open()
    let { states } = await after.review.carryOut(id)
    // What is known not to have happened is carried out again: killed just before it paid, it has not paid.
    for (let again = 0; states.failed && again < 3; again++) states = (await after.review.carryOut(id)).states
    expect(states).toEqual({ done: 12 })
    await after.close()
    for (const [at, submission] of ids.entries()) {
      const { status, bonus_payments, return_requested, participant } = await client.submissions.retrieve({
        id: submission,
      })
      expect([status, bonus_payments, return_requested !== null]).toEqual(
        [
          ['APPROVED', [], false],
          ['AWAITING REVIEW', [], true],
          ['RETURNED', [75], false],
        ][at % 3],
      )
      const messages = await client.messages.list({ user_id: participant! }).toArray()
      expect(messages).toHaveLength(at % 3 === 1 ? 1 : 0)
    }
  } finally {
    await ground.close()
    rmSync(database, { recursive: true, force: true })
  }
})
