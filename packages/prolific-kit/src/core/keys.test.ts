import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KEY, testClient } from '../../test/client.ts'
import { useHost } from '../../test/host.ts'
import { Prolific } from '../client.ts'
import { PROLIFIC_URL, readBaseUrl } from './base-url.ts'

const host = useHost()

describe('the key and the address', () => {
  const names = [
    'PROLIFIC_API_KEY',
    'PROLIFIC_TOKEN',
    'PROLIFIC_API_TOKEN',
    'PROLIFIC_BASE_URL',
    'PROLIFIC_URL',
  ] as const
  const before = names.map((name) => process.env[name])
  beforeEach(() => {
    for (const name of names) delete process.env[name]
  })
  afterEach(() => {
    names.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name]
      else process.env[name] = before[i]
    })
  })
  const thrown = (task: () => unknown): Error => {
    try {
      task()
    } catch (error) {
      return error as Error
    }
    throw new Error('Nothing was thrown')
  }

  test('come from the options, else from the environment, in order', async () => {
    const authorization = async (options: { apiKey?: string } = {}) => {
      await new Prolific({ ...options, baseUrl: host.url }).users.me()
      return host.last().headers.authorization
    }
    process.env.PROLIFIC_API_TOKEN = 'third'
    expect(await authorization()).toBe('Token third')
    process.env.PROLIFIC_TOKEN = 'second'
    expect(await authorization()).toBe('Token second')
    process.env.PROLIFIC_API_KEY = 'first'
    expect(await authorization()).toBe('Token first')
    process.env.PROLIFIC_API_KEY = ''
    expect(await authorization()).toBe('Token second')
    expect(await authorization({ apiKey: 'own' })).toBe('Token own')
    process.env.PROLIFIC_URL = 'https://one.example/api/v1'
    expect(new Prolific().baseUrl).toBe('https://one.example')
    process.env.PROLIFIC_BASE_URL = 'https://two.example/api/v1/'
    expect(new Prolific().baseUrl).toBe('https://two.example')
    expect(new Prolific({ baseUrl: 'https://three.example' }).baseUrl).toBe('https://three.example')
  })

  test('are needed: without a key the error names the three ways', () => {
    const error = thrown(() => new Prolific())
    expect(error.name).toBe('ProlificApiKeyError')
    for (const way of [
      "new Prolific({ apiKey: '…' })",
      'PROLIFIC_API_KEY',
      'PROLIFIC_TOKEN',
      'PROLIFIC_API_TOKEN',
      'register prolific',
      'getAuthenticatedClient',
    ])
      expect(error.message).toContain(way)
    expect(new Prolific({ apiKey: KEY }).baseUrl).toBe(PROLIFIC_URL)
  })

  test.each(['', ' ', 'two words', 'a\nb', '"quoted"', 'undefined', 'schlüssel', null, 7])(
    'a key that is %j is refused and not shown',
    (apiKey) => {
      const error = thrown(() => new Prolific({ apiKey: apiKey as string }))
      expect(error.name).toBe('ProlificApiKeyError')
      expect(error.message).toMatch(/^The option apiKey /)
      if (String(apiKey).length > 8 && apiKey !== 'undefined')
        expect(error.message).not.toContain(String(apiKey))
    },
  )

  test('are not shown where they were mixed up', () => {
    process.env.PROLIFIC_BASE_URL = KEY
    for (const options of [
      { apiKey: 'https://api.prolific.com' },
      { apiKey: KEY },
      { apiKey: KEY, baseUrl: KEY },
    ]) {
      const error = thrown(() => new Prolific(options))
      expect(error.message).toContain('PROLIFIC_BASE_URL')
      expect(error.message).not.toContain(KEY)
    }
  })

  test('of the sandbox stay on this machine', () => {
    for (const baseUrl of [
      undefined,
      'https://api.prolific.com',
      'https://sandbox.example',
      'https://127.0.0.1.example',
    ]) {
      const error = thrown(() => new Prolific({ apiKey: 'sandbox_tests', ...(baseUrl && { baseUrl }) }))
      expect(error.name).toBe('ProlificApiKeyError')
      expect(error.message).not.toContain('sandbox_tests')
    }
    for (const baseUrl of [
      'http://localhost:4010',
      'http://127.0.0.1:1',
      'http://[::1]:4010',
      'http://127.1.2.3',
      'http://a.localhost',
    ])
      expect(new Prolific({ apiKey: 'sandbox_tests', baseUrl }).baseUrl).toBe(baseUrl)
  })

  test.each([
    ['https://api.prolific.com', 'https://api.prolific.com'],
    ['https://api.prolific.com/', 'https://api.prolific.com'],
    ['https://api.prolific.com/api/v1', 'https://api.prolific.com'],
    ['https://api.prolific.com/api/v1/', 'https://api.prolific.com'],
    ['https://proxy.example:8443/prolific/api/v1//', 'https://proxy.example:8443/prolific'],
    ['https://proxy.example/api/v1/else?x=1#y', 'https://proxy.example/api/v1/else'],
    ['http://127.0.0.1:80/x/', 'http://127.0.0.1/x'],
  ])('the address %s is read as %s', (given, expected) => {
    expect(readBaseUrl(given)).toBe(expected)
  })

  test.each([
    ['http://api.prolific.com', /in the clear: use https/],
    ['http://192.168.0.1:4010', /in the clear/],
    ['http://localhost.example', /in the clear/],
    ['ftp://api.prolific.com', /must be https/],
    ['https://me:secret@api.prolific.com', /must not hold a user/],
    ['api.prolific.com', /is not an address/],
    ['', /is not an address/],
  ])('the address %s is refused', (baseUrl, message) => {
    const error = thrown(() => new Prolific({ apiKey: KEY, baseUrl }))
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('secret')
    expect(error.name).toBe('ProlificError')
  })

  test('an address with a path of its own keeps it', async () => {
    await testClient(`${host.url}/prolific/api/v1/`).users.me()
    expect(host.last().path).toBe('/prolific/api/v1/users/me/')
  })
})
