import { LineCounter, parseDocument } from 'yaml'
import { type Path, StudyDocument } from './document.ts'
import { duplicates } from './duplicates.ts'
import { type Position, type Remark, type StudyFileError, studyFileError } from './error.ts'
import { syntaxRemark } from './syntax.ts'
import { yamlSettings } from './yaml-settings.ts'

/** The data of a file of YAML or JSON that is no study, and where its parts stand. */
export interface Places {
  data: unknown
  /** Where a part is written, or the nearest part around it; of a name, not of its value, if `ofKey`. */
  position(path: Path, ofKey?: boolean): Position
  refuse(remarks: readonly Remark[]): StudyFileError
}

/** Reads it. Throws an error with line and column if it cannot be read, or if a name stands twice. */
export function parsePlaces(text: string, file: string): Places {
  const lines = new LineCounter()
  const document = parseDocument(text, yamlSettings(lines))
  const refuse = (remarks: readonly Remark[]) => studyFileError(file, remarks)
  if (document.errors.length + document.warnings.length > 0)
    throw refuse([syntaxRemark(document, text, lines)])
  const twice = duplicates(document, lines)
  if (twice.length) throw refuse(twice)
  const places = new StudyDocument(file, document, lines, {})
  const position: Places['position'] = (path, ofKey) => places.position(path, ofKey)
  try {
    return { data: document.toJS({ maxAliasCount: 100 }), position, refuse }
  } catch (error) {
    const message = `the anchors cannot be followed (${(error as Error).message})`
    throw refuse([{ at: position([]), message }])
  }
}
