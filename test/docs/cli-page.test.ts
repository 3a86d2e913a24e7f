/** docs/cli.md tells of every command and every exit code. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ExitCode } from '../../packages/cli/src/exit-codes.ts'
import { handMade } from '../../packages/cli/src/operations/handmade.ts'
import { RESOURCES } from '../../packages/cli/src/operations/resources.ts'
import { program } from '../../packages/cli/src/program.ts'

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8')

it('has the exit codes that there are', () => {
  const told = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(told).toEqual(Object.values(ExitCode))
})

it('names every verb that is made by hand, beside its resource', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const verbs = Object.entries(handMade).flatMap(([resource, made]) =>
    Object.keys(made).map((verb) => [resource, verb]),
  )
  const isTold = ([resource, verb]: string[]) =>
    rows.some((row) => row.includes(`\`${resource} `) && new RegExp(`[\`\\s]${verb}[\`\\s]`).test(row))
  expect(verbs.filter((one) => !isTold(one))).toEqual([])
})

it('names every command that is no resource', async () => {
  const root = await program([])
  const shown = root.createHelp().visibleCommands(root)
  const own = shown.map((command) => command.name()).filter((name) => name !== 'help' && !(name in RESOURCES))
  expect(own.length).toBeGreaterThan(8)
  const table = page.slice(page.indexOf('## Commands'), page.indexOf('## What a call is given'))
  expect(own.filter((name) => !new RegExp(`\`${name}[ \`]`).test(table))).toEqual([])
})
