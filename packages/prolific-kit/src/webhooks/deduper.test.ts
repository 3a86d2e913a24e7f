import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Deduper, FileDeduper, MemoryDeduper } from './index.ts'

const open: FileDeduper[] = []
let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deduper-'))
  file = path.join(folder, 'events')
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((deduper) => deduper.close()))
  fs.rmSync(folder, { recursive: true, force: true })
})

const lines = () => fs.readFileSync(file, 'utf8').split('\n').length - 1

/** Uses a deduper of the file, and closes it. */
async function opened<T>(use: (deduper: FileDeduper) => Promise<T>, max = 100): Promise<T> {
  const deduper = new FileDeduper(file, { max })
  return use(deduper).finally(() => deduper.close())
}
const states = (ids: readonly string[], max?: number) =>
  opened(async (deduper) => {
    const all: string[] = []
    for (const id of ids) all.push(await deduper.begin(id))
    return all
  }, max)

describe.each([
  ['in memory', (max: number): Deduper => new MemoryDeduper({ max })],
  [
    'in a file',
    (max: number): Deduper => {
      const deduper = new FileDeduper(file, { max })
      open.push(deduper)
      return deduper
    },
  ],
])('a deduper %s', (_, make) => {
  test('claims an event once, until it failed', async () => {
    const deduper = make(10)
    expect(await deduper.begin('a')).toBe('new')
    expect(await deduper.begin('a')).toBe('busy')
    await deduper.failed('a')
    expect(await deduper.begin('a')).toBe('new')
    await deduper.done('a')
    expect(await deduper.begin('a')).toBe('seen')
    expect(await deduper.begin('b')).toBe('new')
  })

  test('forgets the oldest events first', async () => {
    const deduper = make(3)
    for (const id of ['a', 'b', 'c', 'd']) {
      await deduper.begin(id)
      await deduper.done(id)
    }
    expect(await Promise.all(['b', 'c', 'd', 'a'].map((id) => deduper.begin(id)))).toEqual([
      'seen',
      'seen',
      'seen',
      'new',
    ])
  })

  test('refuses a size that is none', () => {
    for (const max of [0, -1, 1.5, Number.NaN]) expect(() => make(max)).toThrow(RangeError)
  })
})

describe('a file of handled events', () => {
  test('is remembered over restarts; what was not done is new again', async () => {
    await opened(async (deduper) => {
      for (const id of ['a', 'b', 'c']) await deduper.begin(id)
      await deduper.done('a')
      deduper.failed('b')
    })
    expect(await states(['a', 'b', 'c'])).toEqual(['seen', 'new', 'new'])
  })

  test('any sequence with restarts agrees with one in memory', async () => {
    const step = fc.record({
      act: fc.constantFrom('done', 'failed', 'restart'),
      id: fc.constantFrom('a', 'b', 'c', 'd\n"', 'é\ud800'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        fs.rmSync(file, { force: true })
        const memory = new MemoryDeduper({ max: 3 })
        let kept = new FileDeduper(file, { max: 3 })
        for (const { act, id } of steps) {
          if (act === 'restart') {
            await kept.close()
            kept = new FileDeduper(file, { max: 3 })
            continue
          }
          const state = memory.begin(id)
          expect(await kept.begin(id)).toBe(state)
          if (state === 'new') await Promise.all([memory[act](id), kept[act](id)])
        }
        await kept.close()
      }),
      { numRuns: 25 },
    )
  })

  test('stays bounded, also when events come side by side', async () => {
    await opened(async (deduper) => {
      for (let round = 0; round < 20; round++) {
        const ids = Array.from({ length: 9 }, (_, i) => `${round}-${i}`)
        await Promise.all(ids.map(async (id) => (await deduper.begin(id)) === 'new' && deduper.done(id)))
        expect(lines()).toBeLessThan(30)
      }
    }, 10)
    expect(await states(['19-8', '19-0', '18-8', '18-7'], 10)).toEqual(['seen', 'seen', 'seen', 'new'])
    expect(fs.readdirSync(folder)).toEqual(['events'])
  })

  test('keeps exactly the latest when it is rewritten', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `e${i}`)
    await opened(async (deduper) => {
      for (const id of ids) await deduper.done(id)
    }, 10)
    expect(lines()).toBe(10)
    expect(await states(ids, 10)).toEqual(ids.map((_, i) => (i < 10 ? 'new' : 'seen')))
  })

  test('is read past a line that a crash tore, and past a rewriting that did not end', async () => {
    await opened(async (deduper) => {
      await deduper.done('a')
    })
    fs.appendFileSync(file, '\n"tor')
    fs.writeFileSync(`${file}.new`, 'prolific-kit han')
    await opened(async (deduper) => {
      expect(await deduper.begin('tor')).toBe('new')
      await deduper.done('b')
    })
    expect(await states(['a', 'b', 'tor'])).toEqual(['seen', 'seen', 'new'])
  })

  test('of something else is refused and left alone', async () => {
    fs.writeFileSync(file, '{"prolific": "a key"}')
    await expect(states(['a'])).rejects.toThrow('is no file of handled events')
    expect(fs.readFileSync(file, 'utf8')).toBe('{"prolific": "a key"}')
  })

  test('that cannot be made says where, and is tried again', async () => {
    const deduper = new FileDeduper(path.join(folder, 'missing', 'events'))
    await expect(deduper.begin('a')).rejects.toThrow(path.join(folder, 'missing', 'events'))
    fs.mkdirSync(path.join(folder, 'missing'))
    expect(await deduper.begin('a')).toBe('new')
    await deduper.close()
  })

  test('loses nothing that was done when its process is killed at any moment', async () => {
    // What is written to a pipe may be lost with its process; what is written to a file is not.
    const report = path.join(folder, 'report')
    const script = `
      import fs from 'node:fs'
      import { FileDeduper } from ${JSON.stringify(path.join(import.meta.dirname, 'file-deduper.ts'))}
      const deduper = new FileDeduper(${JSON.stringify(file)}, { max: 20 })
      for (let i = Number(process.argv[1]); ; i++) {
        await deduper.begin('e' + i)
        await deduper.done('e' + i)
        fs.appendFileSync(${JSON.stringify(report)}, i + '\\n')
        process.stdout.write('.')
      }`
    let next = 0
    for (let round = 0; round < 8; round++) {
      const child = spawn(
        process.execPath,
        ['--conditions=@prolific-kit/source', '--input-type=module', '-e', script, String(next)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const first = next
      let told = 0
      for await (const dots of child.stdout) {
        told += dots.length
        // Somewhere between and inside rewritings, which come every 20 events.
        if (told >= 5 + round * 7) child.kill('SIGKILL')
      }
      if (child.signalCode === null) await once(child, 'exit')
      expect(child.signalCode).toBe('SIGKILL')
      const done = fs.readFileSync(report, 'utf8').trim().split('\n').map(Number)
      fs.rmSync(report)
      expect(done[0]).toBe(first)
      next = done.at(-1)! + 1
      // One more may have been written than was reported, and then the oldest was forgotten for it.
      const latest = done.slice(-19).map((i) => `e${i}`)
      expect(await states(latest, 20)).toEqual(latest.map(() => 'seen'))
      expect(await states([`e${next + 1}`], 20)).toEqual(['new'])
    }
  })
})
