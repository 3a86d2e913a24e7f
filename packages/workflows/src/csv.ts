/** Rows of CSV as RFC 4180 has it: quotes around a field, doubled within it; lines end as they like. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let isQuoted = false
  const endRow = () => {
    row.push(field)
    field = ''
    // An empty line is no row of one empty field.
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const start = text.startsWith('\uFEFF') ? 1 : 0
  for (let at = start; at < text.length; at++) {
    const one = text[at]!
    if (isQuoted) {
      if (one !== '"') field += one
      else if (text[at + 1] === '"') field += text[++at]
      else isQuoted = false
    } else if (one === '"' && field === '') isQuoted = true
    else if (one === ',') {
      row.push(field)
      field = ''
    } else if (one === '\n' || one === '\r') {
      if (one === '\r' && text[at + 1] === '\n') at++
      endRow()
    } else field += one
  }
  if (field !== '' || row.length) endRow()
  return rows
}

/** Rows of CSV by the names of the first one. */
export function readTable(text: string): Record<string, string>[] {
  const [names = [], ...rows] = readCsv(text)
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])))
}
