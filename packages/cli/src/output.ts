/** Data, and nothing else, for people and programs to read. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Everything that is not data: what is being done, advice, errors. */
export function say(text: string): void {
  process.stderr.write(`${harmless(text)}\n`)
}

/** Text without what a terminal would obey. Its lines stay. */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '')
}

/** Text from a server, made safe for a terminal: no control characters, one line. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** Rows as columns of plain text, two spaces apart. */
export function columns(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Letters and digits in one word, longer than a command or a name; neither an option nor a path, nor an id of 24 digits. */
const LIKE_A_KEY =
  /(?<![\w./-])(?!-|[\da-f]{24}(?![\w.-]))(?=[a-z._-]*\d)(?=[\d._-]*[a-z])[\w.-]{20,}(?![\w./-])/gi

/** Whatever follows the `=` of a word may be a key, and so may a long word: they are not repeated. */
export function withoutValues(text: string): string {
  return text.replace(/(\b[\w-]+=)[^\s']+/g, '$1…').replace(LIKE_A_KEY, '…')
}
