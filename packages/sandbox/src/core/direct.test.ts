/** However a read arrives, its answer is the same: straight from Node's request, or by way of Hono. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { routes } from './routes.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ seed: 1 })
})
afterAll(() => sandbox.close())

interface Said {
  status: number | undefined
  type: string | null | undefined
  body: string
}
const headers = () => ({ authorization: `Token ${sandbox.key}` })

function overSocket(path: string, more: Record<string, string> = {}, body?: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${sandbox.url}/`,
      { path, headers: { ...headers(), ...more }, method: 'GET' },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part) => (text += part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode, type: answer.headers['content-type'], body: text }),
        )
      },
    )
    sent.on('error', reject).end(body)
  })
}

async function inProcess(path: string): Promise<Said> {
  const answer = await sandbox.fetch(sandbox.url + path, { headers: headers() })
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
}

const reads = routes.filter(({ verb, status }) => verb === 'GET' && status !== 201)

test.each(reads.map(({ name, path }) => [name, path]))('%s', async (_, path) => {
  const asked = path.replace(/\{\w+\}/g, '64395e9c2332b8a59a65d51e')
  for (const form of [asked, asked.replace(/\/$/, '')]) {
    const usual = await inProcess(form)
    expect(await overSocket(form)).toEqual(usual)
    expect(await overSocket(form, { 'content-length': '2' }, '{}')).toEqual(usual)
  }
})

test.each([
  '/api/v1/studies/?limit=1&offset=0',
  '/api/v1/studies/?limit=many',
  '/api/v1/studies/?state=ACTIVE&state=PAUSED',
  '/api/v1/studies/?a%5B%5D=1',
  '/api/v1//studies/',
  '/api/v1/%73tudies/',
  '/api/v1/./studies/',
  '/api/v1/nothing/',
  '/api/v1/studies/%E0%A4%A/',
])('%s', async (path) => {
  expect(await overSocket(path)).toEqual(await inProcess(path))
})

test('a read with a wrong key, or with none, is refused', async () => {
  expect((await overSocket('/api/v1/users/me/', { authorization: 'Token wrong' })).status).toBe(401)
  expect((await overSocket('/api/v1/users/me/', { authorization: '' })).status).toBe(401)
})

test('behind a proxy that ends TLS, links are of its own kind', async () => {
  await Promise.all([1, 2].map((n) => create(`Study ${n}`)))
  const { body } = await overSocket('/api/v1/studies/?limit=1', { 'x-forwarded-proto': 'https' })
  expect(body).toContain(`"${sandbox.url.replace('http:', 'https:')}/api/v1/studies/?`)
})

async function create(name: string): Promise<void> {
  const { status } = await sandbox.fetch('/api/v1/studies/', {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({
      name,
      description: 'You will see faces and say what they feel.',
      external_study_url: 'https://example.org',
      prolific_id_option: 'question',
      completion_codes: [{ code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
      total_available_places: 10,
      estimated_completion_time: 10,
      reward: 150,
    }),
  })
  expect(status).toBe(201)
}
