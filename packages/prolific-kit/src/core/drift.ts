/** An answer that does not fit what this version knows of the API. */
export interface Drift {
  /** The operation that was answered, such as `studies.retrieve`. */
  readonly operation: string
  /** HTTP status of the answer. */
  readonly status: number
  /** What differs: at least one thing, and each thing once in the life of a client. */
  readonly differences: readonly DriftDifference[]
}

/** One place at which an answer differs. It holds names and types, and nothing of the answer's contents. */
export interface DriftDifference {
  /**
   * Where it is: `places[].name`, with `[]` for what a list holds and `*` for a field of any name; empty for the whole
   * answer. The rows of a list are below the field that holds them: `results[].status`. A name that looks like an id or
   * an address is written `*` too.
   */
  readonly path: string
  /**
   * `missing`: a field that is always there is not. `unknown`: there is one more field. `type`: a field is of another
   * type. `value`: it is of the right type, and none of the values that are known.
   */
  readonly kind: 'missing' | 'unknown' | 'type' | 'value'
  /** What this version knows: types or values with ` | ` between them, or `absent`. */
  readonly expected: string
  /** The type that is there (`string`, `integer`, `number`, `boolean`, `object`, `array`, `null`), or `absent`. */
  readonly found: string
}

/** Is told of drift. It changes no call: what it throws or rejects with is dropped, and nobody waits for it. */
export type OnDrift = (drift: Drift) => unknown
