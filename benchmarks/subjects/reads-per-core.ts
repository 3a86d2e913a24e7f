/**
 * Reads that a server answers in a second of its own processor: `reads-per-core.ts <path> <rounds> <reads>` of a
 * sandbox, `… <program> <description>` of Prism. Whoever reads is another process, and does not count.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { createSandbox } from '@prolific-kit/sandbox'
import { subject } from '../children.ts'

const [path = '', rounds = '', reads = '', program, description = ''] = process.argv.slice(2)
/** Prism says more on its output than it should. */
const print = process.stdout.write.bind(process.stdout)
const address = program === undefined ? await sandbox() : await prism(program)

// The compiler is still at work during the first of them.
for (let n = 0; n < 2; n++) await perCore()
const found: number[] = []
for (let n = 0; n < Number(rounds); n++) found.push(await perCore())
print(JSON.stringify(found))
process.exit()

async function perCore(): Promise<number> {
  const before = process.cpuUsage()
  const reader = spawn(process.execPath, [subject('reader.ts'), address, reads], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(reader, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`The reader ended with ${code}`)
  const { user, system } = process.cpuUsage(before)
  return (Number(reads) * 1_000_000) / (user + system)
}

/** Starts one with a study in it, whose id takes the place of `{id}` in the path. */
async function sandbox(): Promise<string> {
  const { url } = await createSandbox({ seed: 1 })
  const response = await fetch(`${url}/api/v1/studies/`, {
    method: 'POST',
    headers: { authorization: 'Token sandbox_benchmark' },
    body: JSON.stringify({
      name: 'Reading faces',
      description: 'You will see faces and say what they feel.',
      external_study_url: 'https://example.org',
      prolific_id_option: 'question',
      completion_codes: [{ code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
      total_available_places: 10,
      estimated_completion_time: 10,
      reward: 150,
    }),
  })
  if (!response.ok) throw new Error(`No study: ${await response.text()}`)
  const { id } = (await response.json()) as { id: string }
  return url + path.replace('{id}', id)
}

/** Runs its command line in this process. */
async function prism(program: string): Promise<string> {
  const port = await freePort()
  process.stdout.write = () => true
  process.argv = [process.argv[0]!, program, 'mock', '--port', String(port), '--verboseLevel', 'silent']
  process.argv.push(description)
  await import(pathToFileURL(program).href)
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => undefined))) await setTimeout(50)
  return url + path.replace('{id}', '64395e9c2332b8a59a65d51e')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
