import { expect, test } from 'vitest'
import { progress } from './progress.ts'

const LABEL = '6 h 10: 0 at work, 36 handed in, 2 returned, 2 timed out'

function shownOn(columns: number): string {
  let shown = ''
  const out = { isTTY: true, columns, write: (text: string) => (shown += text) }
  progress(out as unknown as NodeJS.WriteStream).show(20, 40, LABEL)
  return shown.replace(/^\r/, '').replace('\u001b[K', '')
}

test.each([80, 120, 0])('on a terminal of %i columns all of it is seen', (columns) => {
  const shown = shownOn(columns)
  expect(shown).toMatch(/^█+░+ 20\/40 {2}6 h 10.*2 timed out$/)
  expect(shown.length).toBeLessThan(columns || 100)
})

test('on a narrow one it stays one line', () => expect(shownOn(30).length).toBe(29))
