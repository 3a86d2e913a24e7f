import type { DriftDifference } from './drift.ts'
import { POLICY } from './policy.ts'

/** What has been told of drift, so that each thing is told once and memory stays small. */
export class Told {
  readonly #keys = new Set<string>()
  /** How many unknown fields were told by their names, by the object that they are in. */
  readonly #names = new Map<string, number>()

  /** The differences that are new, each once. */
  fresh(operation: string, differences: readonly DriftDifference[]): DriftDifference[] {
    return differences.flatMap((one) => {
      if (this.#keys.has(keyOf(operation, one))) return []
      const named = this.#named(operation, one)
      const key = keyOf(operation, named)
      if (this.#keys.has(key)) return []
      this.#keys.add(key)
      return [named]
    })
  }

  /** An object with ever more names is keyed by data: the names of its fields are told no more. */
  #named(operation: string, one: DriftDifference): DriftDifference {
    if (one.kind !== 'unknown') return one
    const inside = one.path.slice(0, one.path.lastIndexOf('.') + 1)
    const key = `${operation} ${inside}`
    const count = this.#names.get(key) ?? 0
    this.#names.set(key, count + 1)
    return count < POLICY.drift.names ? one : { ...one, path: `${inside}*` }
  }
}

const keyOf = (operation: string, { kind, path }: DriftDifference): string => `${operation} ${kind} ${path}`
