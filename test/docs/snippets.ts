/** Pieces of code in the project's pages, and what they say that they print. */
import { readFileSync } from 'node:fs'

export interface Snippet {
  /** File and line, as an editor opens it: `docs/client.md:12`. */
  place: string
  language: string
  /** The file that it is to be, if its fence names one: ```` ```yaml study.yaml ````. */
  file?: string
  code: string
  /** The lines that the piece claims to print: the texts behind `// =>` or `# =>`, in order. */
  prints: string[]
}

/** All fenced pieces of a Markdown file in one language. */
export function snippets(file: string, language: string): Snippet[] {
  const found: Snippet[] = []
  const lines = readFileSync(file, 'utf8').split('\n')
  let open: { line: number; language: string; file: string | undefined; code: string[] } | undefined
  for (const [i, line] of lines.entries()) {
    const fence = /^\s*```(\w*) *(\S*)/.exec(line)
    if (!fence) open?.code.push(line)
    else if (!open) open = { line: i + 1, language: fence[1]!, file: fence[2] || undefined, code: [] }
    else {
      const code = open.code.join('\n')
      if (open.language === language)
        found.push({
          place: `${file}:${open.line}`,
          language,
          ...(open.file && { file: open.file }),
          code,
          prints: [...code.matchAll(/(?:\/\/|#) => (.*)$/gm)].map((match) => match[1]!),
        })
      open = undefined
    }
  }
  if (open) throw new Error(`${file}:${open.line} opens a piece of code that never ends`)
  return found
}

/** A piece with ids in place of the names in capitals. */
export const named = (code: string, ids: Readonly<Record<string, string>>): string =>
  Object.entries(ids).reduce(
    (text, [name, id]) => text.replace(new RegExp(`(?<![A-Z_])${name}(?![A-Z_])`, 'g'), id),
    code,
  )

/** A piece as a module of its own: with ids, and the client that the page speaks of. */
export function asModule({ code }: Snippet, ids: Readonly<Record<string, string>>): string {
  const text = named(code, ids)
  const needsClient = /\bclient(\.| \}|[,)])/.test(text) && !/\bconst client\b/.test(text)
  const head = needsClient
    ? "import { getAuthenticatedClient as authenticated } from 'prolific-kit'\nconst client = await authenticated('prolific')\n"
    : ''
  return `${head}${text}\nexport {}\n`
}
