import { namesOf } from './path.ts'
import type { Problem } from './problem.ts'

/** A value that would change the shape of the path that it fills, with the place marked. */
export function pathProblem(template: string, input: Readonly<Record<string, unknown>>): Problem | undefined {
  const name = namesOf(template).find((one) => whyNot(one, input[one]) !== undefined)
  if (name === undefined) return undefined
  const value = input[name]
  const shown = shownOf(value)
  const [before = '', after = ''] = template.split(`{${name}}`)
  const start = before.replace(/\{(\w+)\}/g, (_, other: string) => encodeURIComponent(String(input[other])))
  const marks = ' '.repeat(start.length) + '^'.repeat(Math.max(1, shown.length))
  return { field: name, message: `${whyNot(name, value)}\n    ${start}${shown}${after}\n    ${marks}` }
}

/** An object is named by its type: what it would make of itself as text is its own affair, and may throw. */
function shownOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1)
  return value !== null && typeof value === 'object' ? 'object' : String(value)
}

function whyNot(name: string, value: unknown): string | undefined {
  const isFile = name === 'filename'
  const what = isFile ? 'a file name' : 'an id'
  if (typeof value !== 'string')
    return `must be ${what} as text, not ${value === null ? 'null' : typeof value}`
  if (value === '') return `is empty: ${what} is needed`
  if (value === '.' || value === '..') return `would climb in the path: ${what} is needed`
  // Slashes, escapes (so nothing percent-encoded either), query, fragment, blanks, control and half characters.
  const bad = /[/\\?#%\s]|\p{Cc}|\p{Cs}/u.exec(value)
  return bad
    ? `contains ${JSON.stringify(bad[0])}, which ${isFile ? 'a file name must not have here: rename the file' : 'no id contains'}`
    : undefined
}
