// A bonus that is paid once, with a database of this program's own; or a clear word where Node is too old for that.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSandbox } from '@prolific-kit/sandbox'
import { DatabaseError, openWorkflows } from '@prolific-kit/workflows'
import { gbp, Prolific } from 'prolific-kit'

const [major, minor] = process.versions.node.split('.').map(Number)
const sandbox = await createSandbox({ seed: 1 })
const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
const database = mkdtempSync(path.join(tmpdir(), 'workflows-'))
try {
  if (major < 22 || (major === 22 && minor < 12)) {
    await assert.rejects(openWorkflows({ client, database }), (error) => {
      assert(error instanceof DatabaseError)
      assert.match(error.message, /need Node 22\.12 or newer, and this is Node /)
      return true
    })
  } else {
    const workflows = await openWorkflows({ client, database, clock: sandbox.clock })
    const study = await client.studies.create({
      name: 'Pilot',
      description: 'Ten questions.',
      external_study_url: 'https://lab.example.org/',
      prolific_id_option: 'url_parameters',
      completion_codes: [{ code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
      total_available_places: 1,
      estimated_completion_time: 5,
      reward: 75,
    })
    await client.studies.publish({ id: study.id })
    const { arrivals } = await sandbox.participants.arrive({ study: study.id, behaviour: 'diligent' })
    await sandbox.idle()
    const rows = [{ submission_id: arrivals[0].submission, amount: gbp('0.25') }]
    for (let time = 0; time < 2; time++)
      await workflows.bonuses.pay(await workflows.bonuses.plan({ study_id: study.id, rows }))
    await sandbox.advance('10 min')
    assert.equal((await workflows.bonuses.reconcile()).counts.paid, 1)
    const { bonus_payments } = await client.submissions.retrieve({ id: rows[0].submission_id })
    assert.deepEqual(bonus_payments, [25])
    await workflows.close()
  }
} finally {
  client.close()
  await sandbox.close()
  rmSync(database, { recursive: true, force: true })
}
