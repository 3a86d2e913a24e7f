/** Fetches a vendor's OpenAPI file and parses it. */
import { readFileSync, statSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { whyUnreadable } from '../why-unreadable.ts'
import { UnreadableError } from './unreadable.ts'

const LARGEST = 20_000_000
const LONGEST = 30_000
const REDIRECTS = 5

/** What a file or an address holds, as a value. */
export async function load(place: string): Promise<unknown> {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(place) ? await download(place) : readFile(place)
  return parse(text, place)
}

/** YAML, or JSON, which is read much faster. */
export function parse(text: string, place: string): unknown {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // Flow style of YAML begins so too.
    }
  }
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'silent' })
  const [error] = document.errors
  if (error) throw new UnreadableError(`${place} is neither YAML nor JSON: ${error.message}`)
  try {
    return document.toJS({ maxAliasCount: -1 })
  } catch (error) {
    throw new UnreadableError(`${place} cannot be read: ${(error as Error).message}`)
  }
}

function readFile(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw tooLarge(file)
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    throw new UnreadableError(`${file} cannot be read: ${whyUnreadable(error)}`)
  }
}

async function download(address: string): Promise<string> {
  const signal = AbortSignal.timeout(LONGEST)
  let url = allowed(address)
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const response = await fetch(url, { redirect: 'manual', signal })
      const next = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && next) {
        await response.body?.cancel()
        url = allowed(new URL(next, url).href)
        continue
      }
      if (!response.ok) throw new UnreadableError(`${url} answered with status ${response.status}`)
      return await limited(response, address)
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    const { name, message, cause } = error as Error
    const late = name === 'TimeoutError' ? `no complete answer within ${LONGEST / 1000} seconds` : undefined
    const code = (cause as NodeJS.ErrnoException | undefined)?.code
    throw new UnreadableError(`${address} cannot be fetched (${late ?? code ?? message})`)
  }
  throw new UnreadableError(`${address} redirects more than ${REDIRECTS} times`)
}

function allowed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const loopback = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return url
  throw new UnreadableError(
    `${address} is not fetched: give a file, an https address, or http on this machine`,
  )
}

async function limited(response: Response, address: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST) throw tooLarge(address)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const tooLarge = (place: string) => new UnreadableError(`${place} is larger than ${LARGEST / 1_000_000} MB`)
