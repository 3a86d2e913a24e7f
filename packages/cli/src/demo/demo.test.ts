import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess } from '../../test/lab.ts'

const main = path.resolve(import.meta.dirname, '../main.ts')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prolific-demo-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function demo(args: string[], onError?: (stderr: string, stop: () => void) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--conditions=@prolific-kit/source', main, 'demo', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
      onError?.(stderr, () => child.kill('SIGTERM'))
    })
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const results = (name: string) => readFileSync(path.join(folder, name, 'results.json'))

interface ResultsFile {
  participants: { submission_id: string; status: string; reason: string; reward: number; bonus: number }[]
  wallet: { before: number; after: number; lines: { what: string; amount: number }[] }
}

describe('prolific-kit demo', () => {
  it('gives the same results for the same seed, byte for byte and on any machine, and others for another', async () => {
    const ended = await Promise.all([
      demo(['--out', path.join(folder, 'a')]),
      demo(['--out', path.join(folder, 'b')]),
      demo(['--out', path.join(folder, 'c'), '--seed', '2']),
    ])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(results('a').equals(results('b'))).toBe(true)
    expect(results('a').equals(results('c'))).toBe(false)
    // Of those whom the README promises, somebody comes.
    const { participants } = JSON.parse(results('a').toString()) as ResultsFile
    const reasons = participants.map(({ reason }) => reason).join('\n')
    for (const one of [/^right code$/m, /^no code/m, /^wrong code/m, /^ran out of time/m, /^gave the place/m])
      expect(reasons).toMatch(one)
    // A fingerprint kept here: when the sandbox's behaviour changes on purpose, it changes with it.
    expect(createHash('sha256').update(results('a')).digest('hex')).toBe(
      '84c10597d988be3cf2df503c25b2d9de18de1df96763bd90c6fc4d510297d9bb',
    )
  })

  it('writes books that add up, and shows plain lines where there is no terminal', async () => {
    const out = path.join(folder, 'books')
    const { code, stdout, stderr } = await demo(['--participants', '15', '--seed', '5', '--out', out])
    expect(code).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
    const { participants, wallet } = JSON.parse(results('books').toString()) as ResultsFile
    expect(participants.length).toBeGreaterThan(0)
    const hundredths = (amount: number) => Math.round(amount * 100)
    const lines = wallet.lines.reduce((sum, { amount }) => sum + hundredths(amount), 0)
    expect(Math.floor((hundredths(wallet.before) + lines) / 100)).toBe(wallet.after)
    const line = (name: string) => wallet.lines.find(({ what }) => what === name)!.amount
    expect(participants.reduce((sum, { reward }) => sum + reward, 0)).toBe(-line('rewards'))
    expect(participants.reduce((sum, { bonus }) => sum + bonus, 0)).toBe(-line('bonuses'))
    const csv = readFileSync(path.join(out, 'results.csv'), 'utf8').trim().split('\n')
    expect(csv).toHaveLength(participants.length + 1)
  })

  it('pays for other studies too', async () => {
    const file = path.resolve(import.meta.dirname, '../../../../examples/studies/image-labels.yaml')
    const { code } = await demo([
      '--study',
      file,
      '--participants',
      '10',
      '--out',
      path.join(folder, 'labels'),
    ])
    expect(code).toBe(0)
    const { participants } = JSON.parse(results('labels').toString()) as ResultsFile
    expect(participants.some(({ status, reward }) => status === 'APPROVED' && reward === 80)).toBe(true)
  })

  it('pays more bonuses than Prolific takes in one set-up', async () => {
    const args = ['--participants', '600', '--seed', '3', '--out', path.join(folder, 'many')]
    const { code, stderr } = await demo(args)
    expect(stderr).toContain('The wallet reconciles')
    expect(code).toBe(0)
    const { participants } = JSON.parse(results('many').toString()) as ResultsFile
    expect(participants.filter(({ bonus }) => bonus > 0).length).toBeGreaterThan(200)
  })

  it('shows no amount below nothing where no bonus was paid', async () => {
    const args = ['--participants', '1', '--seed', '4', '--out', path.join(folder, 'one')]
    const { stdout } = await demo(args)
    expect(stdout).toMatch(/0 bonuses.*\s£0\.00 │$/m)
  })

  it('leaves the sandbox up with --serve, until it is asked to end', async () => {
    let answer: Promise<Response> | undefined
    const { code } = await demo(
      ['--participants', '2', '--serve', '--out', path.join(folder, 'serve')],
      (stderr, stop) => {
        const url = /PROLIFIC_URL=(\S+)/.exec(stderr)?.[1]
        const key = /PROLIFIC_TOKEN=(\S+)/.exec(stderr)?.[1]
        if (!url || !key || answer) return
        answer = fetch(`${url}/api/v1/users/me/`, { headers: { authorization: `Token ${key}` } })
        answer.finally(stop).catch(() => {})
      },
    )
    expect((await answer)?.status).toBe(200)
    expect(code).toBe(0)
  })

  it.each([
    ['name: [', 'wrong.yaml:1:7: the bracket that begins here is never closed'],
    ['- one', 'wrong.yaml:1:1: this holds no fields of a study'],
    ['name: Pilot\nreward: 1.5', 'wrong.yaml:2:9: `reward` must be a whole number of pence or cents'],
  ])('says what is wrong with a study file: %j', async (text, message) => {
    const file = path.join(folder, 'wrong.yaml')
    writeFileSync(file, text)
    const { code, err } = await inProcess(['demo', '--study', file, '--out', path.join(folder, 'none')], {})
    expect(err).toContain(message)
    expect(code).toBe(3)
  })

  it('says that a study file is not there', async () => {
    const { code, err } = await inProcess(['demo', '--study', path.join(folder, 'nowhere.yaml')], {})
    expect(err).toContain('cannot be read: there is no such file')
    expect(code).toBe(2)
  })
})
