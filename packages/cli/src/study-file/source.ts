/** The text of a file, whatever it is encoded in. */
import { createReadStream } from 'node:fs'
import { UsageError } from '../exit-codes.ts'
import { plain } from '../output.ts'
import { textOf } from '../text-of.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { StudyFileError } from './error.ts'

/** An allow list of 100,000 participants takes 3 MB. What is larger is no study. */
const LARGEST = 8 * 1024 * 1024

/** What `-` reads. */
export const STANDARD_INPUT = 'standard input'

/** Reads a file, or standard input by the name `-`. */
export async function readSource(file: string): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size > LARGEST) break
    }
  } catch (error) {
    throw new UsageError(`The study file ${plain(file)} cannot be read: ${whyUnreadable(error)}`)
  }
  if (size > LARGEST)
    throw new StudyFileError(
      `${plain(file)} is larger than ${LARGEST / 1024 / 1024} MB: that is no study file`,
    )
  return decoded(file, Buffer.concat(chunks))
}

function decoded(file: string, bytes: Buffer): string {
  const text = textOf(bytes)
  if (text !== undefined) return text
  throw new StudyFileError(`${plain(file)} is not text in UTF-8: save it as UTF-8`)
}
