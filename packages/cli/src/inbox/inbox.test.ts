import { rmSync } from 'node:fs'
import { signedRequest } from 'prolific-kit/webhooks'
import { afterAll, expect, test } from 'vitest'
import { whileTimePasses } from '../../../sandbox/test/passing-time.ts'
import { newFolder } from '../../../workflows/test/lab.ts'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

const lab = await openLab('inbox')
const { client, sandbox } = lab
const database = await newFolder()
afterAll(async () => {
  rmSync(database, { recursive: true, force: true })
  await lab.close()
})
const inbox = (...words: string[]) => lab.cli(['inbox', ...words, '--database', database])
const workspace = (await client.workspaces.list()).rows[0]!.id

test('without a secret nothing is received; subscribe makes one, once', async () => {
  const none = await inbox('serve', '--port', '0')
  expect(none.code).toBe(ExitCode.REFUSED)
  expect(none.err).toMatch(/has no secret/)
  const words = ['subscribe', '--target-url', 'http://127.0.0.1:9/', '-o', 'json']
  const first = await inbox(...words)
  expect(first.code).toBe(ExitCode.GOOD)
  const subscriptions = JSON.parse(first.out) as { event_type: string }[]
  expect(subscriptions.map(({ event_type }) => event_type)).toContain('submission.status.change')
  const [{ value }] = (await client.webhooks.listSecrets({ workspace_id: workspace }).toArray()) as [
    { value: string },
  ]
  expect(first.out).not.toContain(value)
  const shown = JSON.parse((await inbox(...words, '--show-secret')).out)
  expect(shown).toEqual(subscriptions.map((one) => ({ ...one, secret: value })))
  expect((await inbox(...words, '--rotate')).code).toBe(ExitCode.USAGE)
  expect((await client.webhooks.listSecrets({ workspace_id: workspace }).toArray())[0]!.value).toBe(value)
})

test('events are kept before they are answered, each once, and nothing that is not signed', async () => {
  const study = await lab.study()
  const { value } = (await client.webhooks.listSecrets({ workspace_id: workspace }).toArray())[0]!
  const event = { event_type: 'study.status.change', resource_id: study, status: 'ACTIVE' }
  const answers: number[] = []
  let sent: Promise<void> | undefined
  const { code } = await lab.spawned(
    ['inbox', 'serve', '--port', '0', '--database', database],
    (child, out) => {
      sent ??= (async () => {
        const { url } = JSON.parse(out) as { url: string }
        for (const secret of [value!, value!, 'another'])
          answers.push((await fetch(await signedRequest(url, event, secret, { id: 'event-1' }))).status)
        child.kill('SIGTERM')
      })()
    },
    'out',
  )
  await sent
  expect({ code, answers }).toEqual({ code: ExitCode.GOOD, answers: [204, 204, expect.any(Number)] })
  expect(answers[2]).toBeGreaterThanOrEqual(400)
  const { out } = await inbox('list', '--resource', study, '-o', 'json')
  expect(JSON.parse(out)).toMatchObject([{ event_id: 'event-1', event_type: event.event_type, event }])
  expect(JSON.parse((await inbox('list', '--event-type', 'none', '-o', 'json')).out)).toEqual([])
})

test('a study is watched by what the watcher of a database knows', async () => {
  const study = await lab.study()
  await sandbox.participants.arrive({ study, count: 4, behaviour: 'diligent', within: '1 hour' })
  const words = ['studies', 'watch', study, '--every', '100ms', '--database', database, '-o', 'json']
  const { code, out } = await whileTimePasses(sandbox, { by: '10 min', every: 50 }, lab.cli(words))
  expect(code).toBe(ExitCode.GOOD)
  expect(JSON.parse(out)).toMatchObject({ status: 'AWAITING REVIEW', handed_in: 4, at_work: 0 })
})
