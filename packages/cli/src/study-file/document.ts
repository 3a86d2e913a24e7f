/** A YAML or JSON file as plain data, of which every part can be found again in the file. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
  YAMLError,
  type YAMLMap,
} from 'yaml'
import { duplicates } from './duplicates.ts'
import { type Position, type Remark, studyFileError } from './error.ts'
import { syntaxRemark } from './syntax.ts'
import { yamlSettings } from './yaml-settings.ts'

/** Names and numbers that lead to a part of the data. */
export type Path = readonly (string | number)[]

export class StudyDocument {
  /** What errors call the file. */
  readonly file: string
  readonly data: Record<string, unknown>
  readonly #document: Document
  readonly #lines: LineCounter
  readonly #entries = new WeakMap<YAMLMap, Map<string, Pair>>()

  constructor(file: string, document: Document, lines: LineCounter, data: Record<string, unknown>) {
    this.file = file
    this.#document = document
    this.#lines = lines
    this.data = data
  }

  /** Where a part is written, or the nearest part around it; of a name, not of its value, if `ofKey`. */
  position(path: Path, ofKey = false): Position {
    for (let length = path.length; length > 0; length--) {
      const found = this.#find(path.slice(0, length))
      const wanted = ofKey || length < path.length ? found?.key : found?.value
      const range = (wanted ?? found?.value)?.range ?? found?.key?.range
      if (range) return positionAt(this.#lines, range[0])
    }
    return positionAt(this.#lines, this.#document.contents?.range?.[0] ?? 0)
  }

  /** The scalar at a path, as it is written; nothing for what is no scalar or not in the file. */
  scalar(path: Path): Scalar | undefined {
    const value = this.#find(path)?.value
    return isScalar(value) ? value : undefined
  }

  /** Whether there is something at a path. */
  holds(path: Path): boolean {
    return path.length > 0 && this.#find(path) !== undefined
  }

  /** The way to a field that is named as the API and the client name it: `a[0].b`, or `a.0.b`. */
  pathOf(field: string): Path {
    const path: (string | number)[] = []
    let [node, rest] = [this.data as unknown, field]
    while (rest) {
      const { step, length } = nextStep(node, rest)
      path.push(step)
      rest = rest.slice(length)
      node = (node as Record<string | number, unknown> | null | undefined)?.[step]
    }
    return path
  }

  #find(path: Path): { key?: Node; value: Node | null } | undefined {
    let key: Node | undefined
    let node = this.#behind(this.#document.contents)
    for (const step of path) {
      const pair = isMap(node) ? this.#pair(node, String(step)) : undefined
      const item =
        isSeq(node) && typeof step === 'number' ? (node.items[step] as Node | undefined) : undefined
      if (!pair && !item) return undefined
      key = pair?.key as Node | undefined
      node = this.#behind((pair?.value ?? item ?? null) as Node | null)
    }
    return { ...(key && { key }), value: node }
  }

  /** The entry of a mapping, its own or else one that `<<` merges into it. */
  #pair(map: YAMLMap, name: string): Pair | undefined {
    return this.#own(map).get(name) ?? this.#merged(map, name)
  }

  #own(map: YAMLMap): Map<string, Pair> {
    const known = this.#entries.get(map)
    if (known) return known
    const entries = new Map<string, Pair>()
    for (const pair of map.items) if (isScalar(pair.key)) entries.set(String(pair.key.value), pair)
    this.#entries.set(map, entries)
    return entries
  }

  #merged(map: YAMLMap, name: string): Pair | undefined {
    const merge = this.#own(map).get('<<')
    if (!merge) return undefined
    const source = this.#behind(merge.value as Node | null)
    const sources = isSeq(source) ? source.items.map((item) => this.#behind(item as Node)) : [source]
    for (const one of sources) {
      const pair = isMap(one) ? this.#pair(one, name) : undefined
      if (pair) return pair
    }
    return undefined
  }

  #behind(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.#document) ?? null) : node
  }
}

/** Reads a text that holds one mapping. */
export function parseStudy(file: string, text: string): StudyDocument {
  const lines = new LineCounter()
  const all = parseAllDocuments(text, yamlSettings(lines)) as Document.Parsed[]
  const refuse = (...remarks: Remark[]) => studyFileError(file, remarks)
  const broken = all.find(({ errors, warnings }) => errors.length + warnings.length > 0)
  if (broken) throw refuse(syntaxRemark(broken, text, lines))
  const twice = all.flatMap((one) => duplicates(one, lines))
  if (twice.length > 0) throw refuse(...twice)

  // Whatever begins with `---` and ends with it has an empty document at its end.
  const [document, second] = all.filter(({ contents }) => !isEmpty(contents))
  if (!document) throw refuse({ at: { line: 1, column: 1 }, message: NO_STUDY })
  if (second)
    throw refuse({
      at: positionAt(lines, second.contents!.range[0]),
      message: 'a second document begins here: write one study in each file',
    })
  if (!isMap(document.contents))
    throw refuse({ at: positionAt(lines, document.contents!.range[0]), message: NO_STUDY })
  const count = document.contents.items.length
  if (count > MOST_FIELDS)
    throw refuse({ at: { line: 1, column: 1 }, message: `this has ${count} fields: that is no study` })
  const loose = looseAliases(document)
  if (loose.length > 0)
    throw refuse(
      ...loose.map(({ range, source }) => ({
        at: positionAt(lines, range![0]),
        message: `\`*${source}\` names no anchor that is complete above it: mark a value with \`&${source}\` first, or write the text in quotes`,
      })),
    )
  try {
    return new StudyDocument(file, document, lines, document.toJS({ maxAliasCount: 100 }))
  } catch (error) {
    throw refuse({
      at: positionAt(lines, error instanceof YAMLError ? error.pos[0] : document.contents.range[0]),
      message: `the anchors cannot be followed (${(error as Error).message})`,
    })
  }
}

/** The first step of a way, and how much of its name it takes. */
function nextStep(node: unknown, name: string): { step: string | number; length: number } {
  const [whole, text] = /^\[?([^.[\]]*)\]?\.?/.exec(name) as unknown as [string, string]
  if (Array.isArray(node) && /^\d+$/.test(text)) return { step: Number(text), length: whole.length }
  const fields = typeof node === 'object' && node !== null ? node : {}
  // A name may have a dot in it.
  const own = Object.hasOwn(fields, text)
    ? undefined
    : Object.keys(fields).find((key) => key && (name === key || name.startsWith(`${key}.`)))
  return own ? { step: own, length: own.length + 1 } : { step: text, length: whole.length }
}

/** A study has about forty. */
const MOST_FIELDS = 200

const NO_STUDY = 'this holds no fields of a study, such as `name: …` and `reward: …`'

const isEmpty = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null)

/** Aliases of anchors that nobody set before, or that are not complete yet: those would go round in circles. */
function looseAliases(document: Document) {
  const anchors = new Set<string>()
  const loose: Alias[] = []
  visit(document, {
    Node: (_, node, around) => {
      if (!isAlias(node)) {
        if (node.anchor) anchors.add(node.anchor)
      } else if (
        !anchors.has(node.source) ||
        around.some((one) => isNode(one) && !isAlias(one) && one.anchor === node.source)
      )
        loose.push(node)
    },
  })
  return loose
}

export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}
