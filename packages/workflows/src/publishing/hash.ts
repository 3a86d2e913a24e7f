import { createHash } from 'node:crypto'
import type { Money } from 'prolific-kit'
import { canonical, type StudyContent } from './content.ts'

/** SHA-256 of what is published and what it costs, as hexadecimal digits. */
export const hashOf = (content: StudyContent, total: Money): string =>
  createHash('sha256')
    .update(`${canonical(content)}\n${total}`)
    .digest('hex')
