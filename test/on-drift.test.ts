/** What the sandbox answers fits the contract: whoever listens for drift hears of Prolific's alone. */
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { type Drift, Prolific } from 'prolific-kit'
import { contract, type OperationName } from 'prolific-kit/contract'
import { expect, test } from 'vitest'
import { everyCall, openWorld } from '../packages/cli/test/every-call.ts'
import { wholeStudy } from '../packages/sandbox/test/whole-study.ts'

type Methods = Record<string, Record<string, (input: object) => PromiseLike<unknown>>>

/** A client, and what it is told. */
function listening({ url, key }: Sandbox): { client: Prolific; told: Drift[] } {
  const told: Drift[] = []
  const client = new Prolific({ apiKey: key, baseUrl: url, logger: {}, onDrift: (drift) => told.push(drift) })
  return { client, told }
}

test('every operation is answered as the contract says', async () => {
  const world = await openWorld()
  const calls = everyCall(world)
  const { client, told } = listening(world.sandbox)
  const methods = client as unknown as Methods
  for (const [resource, table] of Object.entries(contract)) {
    for (const method of Object.keys(table)) {
      world.sandbox.restore(world.start)
      await methods[resource]![method]!(calls[`${resource}.${method}` as OperationName])
    }
  }
  await world.sandbox.close()
  expect(told).toEqual([])
})

test('so is a whole study, with all that becomes of its submissions', async () => {
  await using sandbox = await createSandbox({ seed: 'drift' })
  const { client, told } = listening(sandbox)
  const { study, submissions } = await wholeStudy(sandbox, 60, client)
  expect(new Set(submissions.map(({ status }) => status)).size).toBeGreaterThan(1)
  for (const { id } of submissions) await client.submissions.retrieve({ id })
  await client.studies.listSubmissions({ id: study }).toArray()
  for await (const _ of client.studies.list());
  for await (const { id } of client.webhooks.listSubscriptions({}))
    for await (const _ of client.webhooks.listEvents({ subscription_id: id! }));
  expect(told).toEqual([])
})
