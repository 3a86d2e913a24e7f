/** A process that carries out a proposal is killed at a moment of chance: another one ends what it began, once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createSandbox } from '@prolific-kit/sandbox'
import { Prolific } from 'prolific-kit'
import { expect, test } from 'vitest'
import { draft, newFolder } from '../../test/lab.ts'
import { openWorkflows, type ReviewRule } from '../index.ts'

const RUNS = process.env.CHECK_DEEP ? 20 : 1
const CHILD = path.resolve(import.meta.dirname, '../../test/review-child.ts')
const RULES: ReviewRule[] = [
  { when: { codes: 'completed' }, then: { action: 'approve', reason: 'right code' } },
  { when: { codes: false }, then: { action: 'ask_for_return', reason: 'no code' } },
  { when: { status: 'RETURNED' }, then: { action: 'pay_part', percentage: 50, reason: 'did a half' } },
]

test.each(Array.from({ length: RUNS }, (_, run) => run))('run %i', async (run) => {
  const sandbox = await createSandbox({ seed: `crash ${run}` })
  const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
  const database = await newFolder()
  const open = () => openWorkflows({ client, database, lookEvery: 50, settleAfter: 1000 })
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

    const child = spawn(
      process.execPath,
      ['--conditions=@prolific-kit/source', '--no-warnings', CHILD, sandbox.url, sandbox.key, database, id],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(child.stdout, 'data')
    await setTimeout(Math.random() * 1000)
    child.kill('SIGKILL')
    await once(child, 'close')

    const after = await open()
    let isOver = false
    const done = after.review.carryOut(id).finally(() => {
      isOver = true
    })
    while (!isOver) {
      await sandbox.advance('30 s')
      await setTimeout(20)
    }
    expect((await done).states).toEqual({ done: 12 })
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
    client.close()
    await sandbox.close()
    rmSync(database, { recursive: true, force: true })
  }
})
