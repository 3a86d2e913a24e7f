/** Milliseconds between two readings, since somebody may move the sandbox's time. */
const EVERY = 1000

export interface SandboxClock {
  now(): number
  stop(): void
}

/**
 * The time of the sandbox that a client talks to, so that what is due in its days is due; nothing, if it talks to
 * something else. Only this machine is asked.
 */
export async function sandboxClock(baseUrl: string): Promise<SandboxClock | undefined> {
  const { hostname, origin } = new URL(baseUrl)
  if (!/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)) return undefined
  let offset = await offsetOf(origin)
  if (offset === undefined) return undefined
  const timer = setInterval(async () => {
    offset = (await offsetOf(origin)) ?? offset
  }, EVERY)
  timer.unref()
  return { now: () => Date.now() + offset!, stop: () => clearInterval(timer) }
}

async function offsetOf(origin: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${origin}/_sandbox/clock`, { signal: AbortSignal.timeout(2000) })
    if (!response.headers.has('x-sandbox')) return undefined
    const { now } = (await response.json()) as { now: string }
    return Date.parse(now) - Date.now()
  } catch {
    return undefined
  }
}
