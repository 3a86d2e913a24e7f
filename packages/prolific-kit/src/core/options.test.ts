import { afterEach, expect, test, vi } from 'vitest'
import { errorOf, testClient } from '../../test/client.ts'
import { useHost } from '../../test/host.ts'
import { getAuthenticatedClient } from '../authenticated-client.ts'
import { Prolific } from '../client.ts'

const host = useHost()

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['apikey', { apikey: 'my-own-key' }],
  ['token', { token: 'my-own-key' }],
  ['baseURL', { apiKey: 'my-own-key', baseURL: 'https://example.org' }],
])('the environment does not stand in for an option with a slip in its name: %s', async (name, options) => {
  vi.stubEnv('PROLIFIC_API_KEY', 'key-of-somebody-else')
  expect(() => new Prolific(options as object)).toThrow(
    `There is no option \`${name}\`. There are apiKey, baseUrl,`,
  )
  const slip = await errorOf(getAuthenticatedClient(undefined, { ...options, apiKey: undefined } as object))
  expect(slip.message).toContain(`no option \`${name}\``)
})

test.each(['my-own-key', null, 7])('the environment does not stand in for options that are %s', (options) => {
  vi.stubEnv('PROLIFIC_API_KEY', 'key-of-somebody-else')
  expect(() => new Prolific(options as never)).toThrow(
    /^Options are given in one object, such as new Prolific/,
  )
})

test('an option that is undefined is none', () => {
  expect(() => testClient(host.url, { proxy: undefined } as object)).not.toThrow()
})

test('a call refuses an option with a slip in its name, and sends nothing', async () => {
  const client = testClient(host.url)
  const slip = { timeot: 5_000 } as object
  for (const call of [
    client.users.me({}, slip),
    client.studies.publish({ id: 's1' }, slip),
    client.studies.list({}, slip),
    client.studies.list({}, slip).toArray(),
    client.request('GET /api/v1/users/me/', {}, slip),
    client.upload({ upload_url: host.url, http_method: 'PUT' }, 'x', slip),
  ])
    expect((await errorOf(call)).message).toBe(
      'There is no option `timeot`. There are signal, timeout, retries',
    )
  expect(host.requests).toEqual([])
})
