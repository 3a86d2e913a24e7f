import { readFile } from 'node:fs/promises'
import { UsageError } from '../exit-codes.ts'
import { plain } from '../output.ts'
import { textOf } from '../text-of.ts'
import { whyUnreadable } from '../why-unreadable.ts'

const HEADINGS = /^"?(id|(submission|participant|session)[ _]?id)"?$/i

/** Ids from a file, or from standard input for `-`: the first column, without blank lines, comments and a heading. */
export async function readIds(file: string): Promise<string[]> {
  return idsOf(await readText(file, '--ids'), file === '-' ? 'Standard input' : file)
}

/** The text of a file, or of standard input for `-`. `option` is what named the file. */
export async function readText(file: string, option: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = file === '-' ? await standardInput() : await readFile(file)
  } catch (error) {
    throw new UsageError(
      `The file of ${option}, ${file}, cannot be read: ${whyUnreadable(error)}. Give another, or - for standard input.`,
    )
  }
  const text = textOf(bytes)
  if (text === undefined)
    throw new UsageError(`The file of ${option}, ${file}, is not text in UTF-8: save it as UTF-8.`)
  return text
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function idsOf(text: string, where: string): string[] {
  const ids: string[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const [first = ''] = raw.split(/[,;\t]/)
    const cell = first.trim().replace(/^"(.*)"$/, '$1')
    if (cell === '' || cell.startsWith('#') || (ids.length === 0 && HEADINGS.test(cell))) continue
    if (!/^[0-9a-f]{24}$/i.test(cell))
      throw new UsageError(
        `${where}, line ${index + 1}: ${JSON.stringify(plain(cell).slice(0, 60))} is not an id: ids have 24 hexadecimal digits.`,
      )
    ids.push(cell.toLowerCase())
  }
  if (ids.length === 0) throw new UsageError(`${where} holds no ids: write one on each line.`)
  return ids
}
