/** One worker of the workflows, until it is told to end; then it prints its peak memory in bytes: `workflows-worker.ts <job as JSON>`. */
import { openWorkflows } from '@prolific-kit/workflows'
import { Prolific } from 'prolific-kit'
import { clockOf, type VirtualTime } from '../../packages/workflows/test/killing/virtual-time.ts'

export interface WorkerJob {
  url: string
  key: string
  database: string
  time: VirtualTime
}

const { url, key, database, time } = JSON.parse(process.argv[2]!) as WorkerJob
const client = new Prolific({ apiKey: key, baseUrl: url })
const workflows = await openWorkflows({ client, database, clock: clockOf(time), lookEvery: 500 })
const worker = await workflows.work()
console.log('ready')
await new Promise((resolve) => process.once('SIGTERM', resolve))
await worker.stop()
await workflows.close()
client.close()
console.log(process.resourceUsage().maxRSS * 1024)
