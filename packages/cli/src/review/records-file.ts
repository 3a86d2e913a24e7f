/** Own data about participants from a file of CSV, JSON, or JSON lines. */
import { type OwnRecord, type Records, readTable } from '@prolific-kit/workflows'
import { UsageError } from '../exit-codes.ts'
import { plain } from '../output.ts'
import { readText } from './ids.ts'

export async function readRecords(file: string): Promise<Records> {
  return recordsOf(await readText(file, '--records'), file === '-' ? 'standard input' : file)
}

/** A list, or a map by the ids of submissions or participants. */
export function recordsOf(text: string, file: string): Records {
  if (!/^\s*[[{]/.test(text)) return readTable(text)
  const records = parsed(text)
  if (Array.isArray(records) && records.every(isRecord)) return records
  if (isRecord(records)) {
    const byId = Object.entries(records)
    if (byId.every((entry): entry is [string, OwnRecord] => isRecord(entry[1]))) return new Map(byId)
  }
  throw new UsageError(
    `The file of --records, ${plain(file)}, holds no records: give a list of objects, an object of objects by id, or one object to a line.`,
  )
}

/** JSON as a whole, or a text of JSON in each line; nothing, if it is neither. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const rows = text.split('\n').filter((line) => line.trim() !== '')
    try {
      return rows.map((row) => JSON.parse(row) as unknown)
    } catch {
      return undefined
    }
  }
}

const isRecord = (value: unknown): value is OwnRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
