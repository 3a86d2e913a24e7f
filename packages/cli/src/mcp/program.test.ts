/** The program as agents and people start it: over standard input and output, over HTTP, and `approve` in a terminal. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { createSandbox, type Sandbox } from '@prolific-kit/sandbox'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { approve, ask, STUDY } from '../../test/agent.ts'
import { ExitCode } from '../exit-codes.ts'

const MAIN = path.join(import.meta.dirname, '../main.ts')
const PROGRAM = path.join(import.meta.dirname, '../../test/agent-program.mjs')
const SPENDING = ['--allow-spending', '--max-cost', '100.00 GBP']
const SCRIPT = '/usr/bin/script'

let sandbox: Sandbox
let home: string
const folder = () => path.join(home, '.prolific')
const ends: (() => Promise<unknown> | unknown)[] = []
beforeAll(async () => {
  sandbox = await createSandbox({ seed: 1 })
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-program-'))
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
afterAll(async () => {
  await sandbox.close()
  fs.rmSync(home, { recursive: true, force: true })
})

const { PATH, NODE_COMPILE_CACHE } = process.env
const env = (): Record<string, string> => ({
  PATH: PATH!,
  ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
  HOME: home,
  TERM: 'xterm',
  PROLIFIC_BASE_URL: sandbox.url,
  PROLIFIC_API_KEY: sandbox.key,
})
const words = (...rest: string[]) => ['--conditions=@prolific-kit/source', MAIN, ...rest]

async function connected(transport: Transport, person?: 'approves'): Promise<Client> {
  const client = new Client(
    { name: 'agent', version: '1' },
    { capabilities: person ? { elicitation: { form: {} } } : {} },
  )
  if (person)
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { approve: true } }))
  await client.connect(transport)
  ends.push(() => client.close())
  return client
}

/** Over standard input and output, beneath a program of its own, as agents start it. */
function stdio(options: string[], person?: 'approves'): Promise<Client> {
  const args = [PROGRAM, process.execPath, ...words('mcp', ...options)]
  return connected(
    new StdioClientTransport({ command: process.execPath, args, env: env(), cwd: home, stderr: 'ignore' }),
    person,
  )
}

/** Runs a study from draft to paid; `decide` gets whatever waits for the person approved. */
async function runStudy(client: Client, decide: (code: string) => unknown): Promise<void> {
  const call = async (tool: string, args: Record<string, unknown>) => {
    const asked = await ask(client, tool, args)
    expect(asked).toMatchObject({ refused: false })
    const code = asked.data.needs_approval?.code
    if (code === undefined) return asked.data
    expect((await ask(client, 'run_approved', { code })).refused).toBe(true)
    await decide(code)
    return (await ask(client, 'run_approved', { code })).data
  }
  const { id } = await call('draft_study', { study: STUDY })
  expect(await call('publish_study', { id })).toMatchObject({ outcome: 'done' })
  await sandbox.participants.arrive({ study: id, count: 8, behaviour: 'diligent', within: '2 hours' })
  await sandbox.idle()
  const { submissions } = await call('review_submissions', { study_id: id })
  const approve = submissions.map((one: { id: string }) => one.id)
  expect(approve).toHaveLength(8)
  expect(await call('decide_submissions', { approve })).toMatchObject({ outcome: 'done' })
  await sandbox.idle()
  const bonuses = [{ submission_id: approve[0], amount: '0.50 GBP' }]
  expect(await call('pay_bonuses', { study_id: id, bonuses })).toMatchObject({ outcome: 'done' })
  await sandbox.idle()
  expect(await call('watch_study', { id })).toMatchObject({
    status: 'COMPLETED',
    submissions: { APPROVED: 8 },
  })
}

describe('over standard input and output', () => {
  test('the official client lists the tools and runs a study to its end', async () => {
    const client = await stdio(SPENDING)
    expect(client.getServerVersion()).toMatchObject({ name: 'prolific-kit' })
    expect(client.getInstructions()).toContain('never approve it yourself')
    expect((await client.listTools()).tools).toHaveLength(16)
    await runStudy(client, (code) => approve(folder(), code))
  })

  test('questions of the agent’s program are asked there', async () => {
    const client = await stdio(SPENDING, 'approves')
    const { data } = await ask(client, 'draft_study', { study: STUDY })
    expect((await ask(client, 'publish_study', { id: data.id })).data.outcome).toBe('done')
  })

  test('ends when the agent’s program has closed its end, and says nothing but the protocol on stdout', async () => {
    const ended = await finished(spawn(process.execPath, words('mcp'), { env: env(), cwd: home }))
    expect(ended).toMatchObject({ code: ExitCode.GOOD, out: '' })
    expect(ended.err).toMatch(/^prolific-kit mcp: http:.*default, spends nothing\n$/)
  })

  test('without a key it does not start', async () => {
    const { PROLIFIC_API_KEY: _, ...without } = env()
    const ended = await finished(spawn(process.execPath, words('mcp'), { env: without, cwd: home }))
    expect(ended).toMatchObject({ code: ExitCode.KEY, out: '' })
    expect(ended.err).not.toContain('    at ')
  })
})

function finished(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = ''
  let err = ''
  child.stdout!.on('data', (data) => (out += data))
  child.stderr!.on('data', (data) => (err += data))
  child.stdin?.end()
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

/** Runs `approve` in a terminal that answers `y`, beneath this test. */
async function inTerminal(code: string, extra: Record<string, string> = {}) {
  const line = `stty cols 100 rows 40; '${process.execPath}' ${words('approve', code).join(' ')}; echo "ended $?"`
  const child = spawn(SCRIPT, ['-qec', line, '/dev/null'], { env: { ...env(), ...extra } })
  let shown = ''
  let answered = false
  child.stdout.on('data', (data) => {
    shown += data
    if (answered || !shown.includes('Approve exactly this?')) return
    answered = true
    child.stdin.write('y')
  })
  await new Promise((resolve) => child.once('close', resolve))
  return shown
}

describe('approve', () => {
  const waiting = async () => {
    const client = await stdio(SPENDING)
    const { data } = await ask(client, 'draft_study', { study: STUDY })
    const { code } = (await ask(client, 'publish_study', { id: data.id })).data.needs_approval
    return { client, code, id: data.id as string }
  }

  test('takes a terminal', async () => {
    const { client, code } = await waiting()
    const ended = await finished(spawn(process.execPath, words('approve', code), { env: env() }))
    expect(ended).toMatchObject({ code: ExitCode.REFUSED, out: '' })
    expect(ended.err).toContain('takes a person at a terminal')
    expect((await ask(client, 'run_approved', { code })).refused).toBe(true)
    if (!fs.existsSync(SCRIPT)) return

    // A terminal, but the agent's.
    expect(await inTerminal(code, { CLAUDECODE: '1' })).toMatch(/inside an agent[\s\S]*ended 3/)
    expect((await ask(client, 'run_approved', { code })).refused).toBe(true)
  })

  test.skipIf(!fs.existsSync(SCRIPT))(
    'in a person’s terminal shows the plan, asks, and approves once',
    async () => {
      const { client, code, id } = await waiting()
      const shown = await inTerminal(code.toLowerCase())
      expect(shown).toContain(id)
      expect(shown).toContain('at most 16.80 GBP')
      expect(shown).toContain('this machine: a sandbox')
      expect(shown).toContain('ended 0')
      expect(await inTerminal(code)).toMatch(/approved already[\s\S]*ended 3/)
      expect((await ask(client, 'run_approved', { code })).data.outcome).toBe('done')
      expect(() => approve(folder(), code)).toThrow(/There is no request/)
    },
  )

  test.skipIf(!fs.existsSync(SCRIPT)).each([
    ['at once', process.execPath, () => words('mcp', ...SPENDING)],
    [
      'by a shell, as npx does',
      'sh',
      () => ['-c', `"$0" "$@"; exit $?`, process.execPath, ...words('mcp', ...SPENDING)],
    ],
  ])(
    'is refused to what runs beneath the agent’s program, terminal or not: started %s',
    async (_, command, args) => {
      // Here this test is the program: the server is its own child, and so is the terminal.
      const transport = new StdioClientTransport({
        command,
        args: args(),
        env: env(),
        cwd: home,
        stderr: 'ignore',
      })
      const client = await connected(transport)
      const { data } = await ask(client, 'draft_study', { study: STUDY })
      const { code } = (await ask(client, 'publish_study', { id: data.id })).data.needs_approval
      expect(await inTerminal(code)).toMatch(/started by the program that the agent runs in[\s\S]*ended 3/)
      expect((await ask(client, 'run_approved', { code })).refused).toBe(true)
    },
  )
})

describe('over HTTP', () => {
  const TOKEN = 'a-token-for-tests-alone'

  async function serving(
    options: string[] = SPENDING,
    token?: string,
  ): Promise<{ url: string; token: string }> {
    const child = spawn(process.execPath, words('mcp', '--http', '0', ...options), {
      env: { ...env(), ...(token && { PROLIFIC_MCP_TOKEN: token }) },
      cwd: home,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    ends.push(() => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      return gone
    })
    for await (const line of createInterface({ input: child.stdout }))
      return { token: token ?? '', ...JSON.parse(line) }
    throw new Error('The server has ended')
  }

  const http = (url: string, token: string, person?: 'approves') =>
    connected(
      new StreamableHTTPClientTransport(new URL(url), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }) as Transport,
      person,
    )

  test('the official client runs a study to its end, with a token that was made for it', async () => {
    const { url, token } = await serving()
    expect(token).toMatch(/^[\w-]{32}$/)
    await runStudy(await http(url, token), (code) => approve(folder(), code))
    const asking = await http(url, token, 'approves')
    const { data } = await ask(asking, 'draft_study', { study: STUDY })
    expect((await ask(asking, 'publish_study', { id: data.id })).data.outcome).toBe('done')
  })

  test.skipIf(!fs.existsSync(SCRIPT))(
    'nothing beneath the program that holds the connection can approve, terminal or not',
    async () => {
      // Here this test is the program, and the terminal is its own child; the server is another's.
      const { url, token } = await serving(['--allow-spending', '--max-cost', '500.00 GBP'])
      const client = await http(url, token)
      const { data } = await ask(client, 'draft_study', { study: STUDY })
      const { code } = (await ask(client, 'publish_study', { id: data.id })).data.needs_approval
      expect(await inTerminal(code)).toMatch(/started by the program that the agent runs in[\s\S]*ended 3/)
      expect((await ask(client, 'run_approved', { code })).refused).toBe(true)
    },
  )

  test('without the token, from another site and under another name it answers nothing', async () => {
    const { url } = await serving(['--read-only'], TOKEN)
    const { port } = new URL(url)
    const right = { host: `127.0.0.1:${port}`, authorization: `Bearer ${TOKEN}` }
    const cases: [Record<string, string>, number][] = [
      [{ host: right.host }, 401],
      [{ ...right, authorization: `Bearer ${TOKEN}x` }, 401],
      [{ ...right, authorization: TOKEN }, 401],
      [{ ...right, host: 'prolific.example.org' }, 403],
      [{ ...right, host: `127.0.0.1.example.org:${port}` }, 403],
      [{ ...right, host: `127.0.0.1:${Number(port) + 1}` }, 403],
      [{ ...right, origin: 'https://example.org' }, 403],
      [{ ...right, origin: 'null' }, 403],
      [{ ...right, origin: `http://localhost:${port}` }, 200],
      [right, 200],
    ]
    for (const [headers, status] of cases)
      expect([headers, await begin(port, headers)]).toEqual([headers, status])
  })

  /** The status that the beginning of a session is answered with. */
  function begin(port: string, headers: Record<string, string>): Promise<number | undefined> {
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'x', version: '1' },
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path: '/mcp',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            ...headers,
          },
        },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      sent.once('error', reject)
      sent.end(body)
    })
  }
})
