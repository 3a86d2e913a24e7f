import { ProlificApiKeyError, ProlificError } from './errors.ts'

/** Where Prolific's API is. */
export const PROLIFIC_URL = 'https://api.prolific.com'

/** The root of all paths, from an address with or without `/api/v1/`: no trailing slash. */
export function readBaseUrl(given: string): string {
  let url: URL
  try {
    url = new URL(given)
  } catch {
    throw new ProlificError(
      // It is not shown: where two variables were mixed up, it is the key.
      `The base URL (baseUrl, PROLIFIC_BASE_URL or PROLIFIC_URL) is not an address. Write it as ${PROLIFIC_URL}`,
    )
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ProlificError(`The base URL must be https (or http on this machine), not ${url.protocol}`)
  }
  if (url.username || url.password) throw new ProlificError('The base URL must not hold a user or a password')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ProlificError(
      `http://${url.host} would carry your API key in the clear: use https. Plain http is for this machine only`,
    )
  }
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/api\/v1$/, '')
}

/** A sandbox key leaves for nothing but this machine: elsewhere it would only be a confusing 401. */
export function checkSandboxKey(key: string, baseUrl: string): void {
  const { hostname, host } = new URL(baseUrl)
  if (key.startsWith('sandbox_') && !isLoopback(hostname)) {
    throw new ProlificApiKeyError(
      `A sandbox key is for the sandbox on this machine, and the base URL is ${host}. Set PROLIFIC_BASE_URL to the sandbox, or use a real key`,
    )
  }
}

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  )
}
