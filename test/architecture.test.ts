/** The rules of the house that no compiler holds: who may import whom, and where time and chance come from. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(name))
    .map((name) => path.join(folder, name))
}

const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
const imports = (file: string) =>
  [...text(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!)
const breaking = (folder: string, forbidden: (name: string) => boolean) =>
  sources(folder).flatMap((file) =>
    imports(file)
      .filter(forbidden)
      .map((name) => `${file} imports ${name}`),
  )

const ours = (name: string) =>
  name === 'prolific-kit' || name.startsWith('prolific-kit/') || name.startsWith('@prolific-kit/')

describe('imports point down', () => {
  it('the SDK imports none of the other packages, and nothing that is not in it', () => {
    const outside = (name: string) =>
      !name.startsWith('.') && name !== '#transport' && !name.startsWith('node:')
    expect(breaking('packages/prolific-kit/src', outside)).toEqual([])
  })

  it('the SDK imports types alone from Node, so that it loads everywhere', () => {
    const values = sources('packages/prolific-kit/src').filter((file) =>
      /^import (?!type\b)[^\n]*'node:/m.test(text(file)),
    )
    expect(values).toEqual([])
  })

  it('the contract imports nothing of the client but the type of Money', () => {
    const outside = (name: string) => name.startsWith('../') && name !== '../money.ts'
    expect(breaking('packages/prolific-kit/src/contract', outside)).toEqual([])
    const values = sources('packages/prolific-kit/src/contract').filter((file) =>
      /^import (?!type\b)[^\n]*money\.ts'/m.test(text(file)),
    )
    expect(values).toEqual([])
  })

  it('the sandbox imports nothing of the SDK but its contract: a bug in shared code would hide from both', () => {
    expect(
      breaking('packages/sandbox/src', (name) => ours(name) && name !== 'prolific-kit/contract'),
    ).toEqual([])
  })

  it('the core of the sandbox knows nothing of the world above it', () => {
    expect(
      breaking('packages/sandbox/src/core', (name) => /\/(world|operations|simulate|control)\//.test(name)),
    ).toEqual([])
  })

  it('the workflows import the client alone, whatever answers it', () => {
    const forbidden = (name: string) =>
      ours(name) && name !== 'prolific-kit' && !name.startsWith('prolific-kit/')
    expect(breaking('packages/workflows/src', forbidden)).toEqual([])
  })

  it('nothing imports the command line', () => {
    for (const folder of ['packages/prolific-kit/src', 'packages/sandbox/src', 'packages/workflows/src']) {
      expect(breaking(folder, (name) => name.startsWith('@prolific-kit/cli'))).toEqual([])
    }
  })
})

describe('the sandbox is deterministic', () => {
  it.each(sources('packages/sandbox/src').filter((file) => !file.startsWith('packages/sandbox/src/core/')))(
    '%s takes time and chance from core',
    (file) =>
      expect(text(file)).not.toMatch(
        /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(|performance\.now\(/,
      ),
  )
})
