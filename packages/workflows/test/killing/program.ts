/** A process that works until it is killed: on one task to its end, or as one worker of many. */
import { Prolific } from 'prolific-kit'
import { openWorkflows } from '../../src/index.ts'
import { clockOf, type VirtualTime } from './virtual-time.ts'
import { doAll, type Task } from './work.ts'

export interface Job {
  url: string
  key: string
  database: string
  time: VirtualTime
  settleAfter: number
  /** Without one it is a worker. */
  task?: Task
}

const job = JSON.parse(process.argv[2]!) as Job
const client = new Prolific({ apiKey: job.key, baseUrl: job.url })
const workflows = await openWorkflows({
  client,
  database: job.database,
  clock: clockOf(job.time),
  settleAfter: job.settleAfter,
  lookEvery: 100,
})
process.stdout.write('ready\n')
if (job.task) {
  await doAll(workflows, job.task, { signal: AbortSignal.timeout(60_000) })
  process.stdout.write('done\n')
  await workflows.close()
} else {
  await workflows.work()
}
