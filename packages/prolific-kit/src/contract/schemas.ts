/** The JSON Schemas that are derived from the contract's types, and how to load them. */

/** A JSON Schema of the 2020-12 draft, with the keywords that the contract uses. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  /** Why not to use it, or only that it should not be used. */
  deprecated?: string | boolean
  default?: unknown
  examples?: (string | number)[]
  const?: string | number | boolean
  enum?: (string | number)[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  /** The property whose constant value tells which of `oneOf` applies. */
  discriminator?: { propertyName: string }
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema
  items?: Schema | false
  prefixItems?: Schema[]
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  /** Inputs only: Money is accepted beside the other types, or it is the only thing accepted. */
  money?: 'accepted' | 'required'
  /** Inputs only: a Date is accepted beside the other types. */
  date?: true
}

/** An operation as the API sees it. */
export interface OperationSchema {
  /** What it does. */
  description?: string
  /** Why not to use it any more. */
  deprecated?: string
  input: Schema
  output: Schema
}

/** Every operation's documentation, input and answer as the API sees them. `$ref` points into `$defs`. */
export interface ContractSchemas {
  operations: Record<string, OperationSchema>
  $defs: Record<string, Schema>
}

/** Every operation's input as a caller writes it: Money and Date where they are accepted. */
export interface InputSchemas {
  operations: Record<string, Schema>
  $defs: Record<string, Schema>
}

/** What every operation answers, or one row of it if it is a list: fields, types and known values. */
export interface AnswerSchemas {
  operations: Record<string, Schema>
  $defs: Record<string, Schema>
}

/** Loads the schemas of all inputs and answers. They are large, so they load when first asked for. */
export const loadSchemas = async (): Promise<ContractSchemas> =>
  (await import('./contract.gen.json', { with: { type: 'json' } })).default as unknown as ContractSchemas

/** Loads the schemas of all inputs as a caller writes them, without documentation. */
export const loadInputs = async (): Promise<InputSchemas> =>
  (await import('./inputs.gen.json', { with: { type: 'json' } })).default as unknown as InputSchemas

/** Loads the schemas of all answers, without documentation and bounds. */
export const loadAnswers = async (): Promise<AnswerSchemas> =>
  (await import('./answers.gen.json', { with: { type: 'json' } })).default as unknown as AnswerSchemas
