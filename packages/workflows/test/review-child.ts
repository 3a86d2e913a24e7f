/** A process that carries a proposal out, to be killed at any moment. */
import { Prolific } from 'prolific-kit'
import { openWorkflows } from '../src/index.ts'

const [baseUrl, apiKey, database, proposal] = process.argv.slice(2) as [string, string, string, string]
const client = new Prolific({ apiKey, baseUrl })
const workflows = await openWorkflows({ client, database, lookEvery: 50, settleAfter: 1000 })
process.stdout.write('open\n')
await workflows.review.carryOut(proposal)
await workflows.close()
