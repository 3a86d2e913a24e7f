import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { load } from './load.ts'
import { UnreadableError } from './unreadable.ts'

let folder: string
let server: Server
let url: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'drift-'))
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost')
    if (pathname === '/openapi.yaml') response.end('openapi: "3.1.0"\n')
    else if (pathname === '/moved') response.writeHead(302, { location: '/openapi.yaml' }).end()
    else if (pathname === '/away')
      response.writeHead(302, { location: 'http://192.0.2.1/openapi.yaml' }).end()
    else if (pathname === '/round') response.writeHead(302, { location: '/round' }).end()
    else if (pathname === '/large') response.end(Buffer.alloc(20_000_001, ' '))
    else if (pathname === '/cut')
      response.writeHead(200, { 'content-length': '100' }).end('openapi', () => response.destroy())
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const file = (name: string, text: string): string => {
  const place = path.join(folder, name)
  writeFileSync(place, text)
  return place
}

describe('a description is read', () => {
  it.each([
    ['JSON', '{"openapi": "3.1.0"}'],
    ['YAML', 'openapi: 3.1.0\n'],
    ['YAML in flow style', '{openapi: 3.1.0}'],
  ])('from a file of %s', async (name, text) => {
    expect(await load(file(name, text))).toEqual({ openapi: '3.1.0' })
  })

  it('however often it repeats a part by an alias', async () => {
    const aliases = Array.from({ length: 500 }, (_, i) => `a${i}: *one`).join('\n')
    const read = (await load(file('aliases.yaml', `one: &one { type: string }\n${aliases}\n`))) as object
    expect(Object.keys(read)).toHaveLength(501)
  })

  it('from an address on this machine, and from where that leads', async () => {
    expect(await load(`${url}/openapi.yaml`)).toEqual({ openapi: '3.1.0' })
    expect(await load(`${url}/moved`)).toEqual({ openapi: '3.1.0' })
  })
})

describe('what cannot be read is refused', () => {
  it.each<[string, () => string, RegExp]>([
    ['no file', () => path.join(folder, 'none.yaml'), /none\.yaml cannot be read: there is no such file/],
    ['a folder', () => folder, /cannot be read: it is a folder/],
    ['neither YAML nor JSON', () => file('broken', 'paths:\n  - a\n b: ]'), /neither YAML nor JSON/],
    ['an alias of nothing', () => file('alias', 'a: *b'), /alias/i],
    ['too large a file', () => file('large', ' '.repeat(20_000_001)), /larger than 20 MB/],
    ['no such page', () => `${url}/none`, /answered with status 404/],
    ['too large a page', () => `${url}/large`, /larger than 20 MB/],
    ['half a page', () => `${url}/cut`, /cannot be fetched/],
    ['redirects in a ring', () => `${url}/round`, /redirects more than 5 times/],
    ['a redirect to plain http elsewhere', () => `${url}/away`, /192\.0\.2\.1.* is not fetched/],
    [
      'plain http elsewhere',
      () => 'http://docs.prolific.com/openapi.yaml',
      /is not fetched: give a file, an https/,
    ],
    ['another protocol', () => 'ftp://127.0.0.1/openapi.yaml', /is not fetched/],
    ['nobody there', () => 'http://127.0.0.1:9/', /127\.0\.0\.1:9\/ cannot be fetched/],
  ])('%s', async (_, place, message) => {
    const error = await load(place()).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UnreadableError)
    expect((error as Error).message).toMatch(message)
  })
})
