import type { DocumentOptions, LineCounter, ParseOptions, SchemaOptions } from 'yaml'

/** How files are read: names are text, `<<` merges, and what is wrong is told in our own words. */
export const yamlSettings = (lineCounter: LineCounter): ParseOptions & DocumentOptions & SchemaOptions => ({
  lineCounter,
  prettyErrors: false,
  merge: true,
  stringKeys: true,
  // Its own look for names that stand twice takes the square of their number.
  uniqueKeys: false,
  logLevel: 'silent',
})
