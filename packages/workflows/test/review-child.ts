/** A process that carries a proposal out, to be killed at any moment. */
import { Prolific } from 'prolific-kit'
import { openWorkflows } from '../src/index.ts'
import type { Job } from './killing/program.ts'
import { clockOf } from './killing/virtual-time.ts'

export interface ReviewJob extends Omit<Job, 'task'> {
  proposal: string
}

const { url, key, database, proposal, time, settleAfter } = JSON.parse(process.argv[2]!) as ReviewJob
const client = new Prolific({ apiKey: key, baseUrl: url })
const workflows = await openWorkflows({
  client,
  database,
  clock: clockOf(time),
  settleAfter,
  lookEvery: 100,
})
process.stdout.write('open\n')
await workflows.review.carryOut(proposal)
await workflows.close()
