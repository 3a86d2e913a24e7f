import { ProlificError } from './errors.ts'

/**
 * Refuses names that no option has. Passed over in silence, a slip in `apiKey` would leave the key to the
 * environment, and money would leave the wrong account.
 */
export function checkOptions(options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !names.includes(name))
      throw new ProlificError(`There is no option \`${name}\`. There are ${names.join(', ')}`)
}
