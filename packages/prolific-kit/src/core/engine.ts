import type { CallOptions, Operation, WithResponse } from '../contract/operation.ts'
import type { Fields, Prepare } from '../prepare/prepare.ts'
import { readAnswer } from './answer.ts'
import type { LookAt } from './answer-watch.ts'
import { type CheckInput, loadCheck } from './check-input.ts'
import type { OnDrift } from './drift.ts'
import { ProlificValidationError } from './errors.ts'
import { failures, refuse } from './load-failures.ts'
import { tell } from './log.ts'
import { checkOptions } from './options.ts'
import { timeoutSetting } from './policy.ts'
import type { Problem } from './problem.ts'
import { requestFor } from './request.ts'
import { requestId } from './request-id.ts'
import { Sender, type SenderSettings, type Task } from './sender.ts'
import type { WireResponse } from './transport/transport.ts'
import { type UploadTarget, uploadProblem } from './upload.ts'

export type { Fields }

export interface EngineSettings extends SenderSettings {
  timeout: number
  /** Sent as `User-Agent`. */
  agent: string
  /** All operations, for the calls that a preparation makes. */
  contract: Readonly<Record<string, Readonly<Record<string, AnyOperation>>>>
  /** What is checked or rewritten beyond the fields, by operation. */
  prepare: Readonly<Record<string, Prepare>>
  /** Is told of answers that do not fit the contract. Without it, nobody looks. */
  onDrift?: OnDrift | undefined
}

export type AnyOperation = Operation<unknown>

const SHORTEST_KEY = 8
const CALL_OPTIONS = ['signal', 'timeout', 'retries'] as const satisfies (keyof CallOptions)[]

/** From an operation and its input to its answer: check, encode, send, repeat where allowed, read. */
export class Engine {
  readonly #settings: EngineSettings
  readonly #sender: Sender
  readonly #warned = new Set<string>()
  #check: CheckInput | undefined
  #watch: Promise<LookAt | undefined> | undefined

  constructor(settings: EngineSettings) {
    this.#settings = settings
    this.#sender = new Sender(settings)
  }

  /** Performs one call of the contract. `query` is added after the check: it holds what paging needs. */
  async perform(
    name: string,
    operation: AnyOperation,
    given: Fields,
    options: CallOptions = {},
    query: Fields = {},
  ): Promise<WithResponse<unknown>> {
    const timeout = this.#timeoutOf(options)
    const deadline = this.#settings.clock.now() + timeout
    this.#check ??= await loadCheck()
    const checked = this.#checked(this.#check, name, operation, given)
    if (checked.problems.length) await this.refuse(name, checked.problems)
    const prepare = this.#settings.prepare[name]
    const input = prepare
      ? await this.#prepared(prepare, name, checked.input, options, deadline)
      : checked.input
    const effect =
      typeof operation.effect === 'function' ? operation.effect(input as never) : operation.effect
    const task: Task = {
      name,
      path: operation.path.split('?')[0]!,
      effect,
      repeatable: operation.facts.repeatable === true,
      request: requestFor(operation, input, query, this.#settings),
      options,
      timeout,
      deadline,
      public: operation.facts.public === true,
    }
    // What looks at answers is loaded while the first one is under way.
    this.#watch ??= this.#loadWatch()
    const response = await this.#sender.send(task)
    const answer = this.#read(task, response) ?? (await this.#unreadable(task, response))
    const lookAt = await this.#watch
    lookAt?.(name, operation, answer)
    return answer
  }

  /** Puts a file where a presigned address says, without the key, with exactly the type that was announced. */
  async upload(
    target: UploadTarget,
    content: string | Uint8Array,
    options: CallOptions = {},
  ): Promise<WithResponse<unknown>> {
    const name = 'upload'
    const timeout = this.#timeoutOf(options)
    const { upload_url: url = '', http_method = 'PUT', content_type } = target
    const problem = uploadProblem(url)
    if (problem) await this.refuse(name, [{ field: 'upload_url', message: problem }])
    const headers = { ...(content_type !== undefined && { 'content-type': content_type }) }
    const { status, headers: answered } = await this.#sender.send({
      name,
      effect: 'writes',
      // The same bytes to the same address: a second time changes nothing.
      repeatable: true,
      request: { method: http_method, url, headers, body: content },
      options,
      timeout,
      deadline: this.#settings.clock.now() + timeout,
      public: true,
    })
    // What the storage says of a success is its own affair.
    return withResponse(undefined, status, answered)
  }

  /** Nothing is loaded unless somebody asked. That it cannot be loaded is no reason to fail a call. */
  #loadWatch(): Promise<LookAt | undefined> | undefined {
    const { onDrift, logger } = this.#settings
    return (
      onDrift &&
      import('./answer-watch.ts')
        .then(({ watchAnswers }) => watchAnswers(onDrift))
        .catch((error) => {
          tell(logger, 'warn', `Answers are not compared, so onDrift is told nothing: ${error}`)
          return undefined
        })
    )
  }

  /** Says what is wrong with a call that is not sent. */
  refuse(name: string, problems: readonly Problem[]): Promise<never> {
    return refuse(
      name,
      problems.map(({ field, message }) => ({ field: this.shown(field), message: this.shown(message) })),
    )
  }

  /**
   * Text of the caller's as it may be shown: some have the key where it does not belong. A key as short as those of
   * tests (`k`, `test`) would only be found in words of ours.
   */
  shown(text: string): string {
    const { apiKey } = this.#settings
    return apiKey.length < SHORTEST_KEY ? text : text.replaceAll(apiKey, '[key]')
  }

  #timeoutOf(options: CallOptions): number {
    checkOptions(options, CALL_OPTIONS)
    return options.timeout === undefined ? this.#settings.timeout : timeoutSetting(options.timeout)
  }

  /** The answer of a success; nothing, if there is none that can be read. */
  #read(task: Task, response: WireResponse): WithResponse<unknown> | undefined {
    const { status, headers } = response
    const answer = readAnswer(response)
    // A thing that was asked for and does not come is no success: what stands between may have lost it.
    const lost = task.effect === 'reads' && answer?.data === undefined && status !== 204
    return answer && !lost ? withResponse(answer.data, status, headers) : undefined
  }

  async #unreadable(task: Task, response: WireResponse): Promise<never> {
    throw (await failures()).unreadable(task, response, this.#settings.apiKey)
  }

  /** The input with defaults, without what older clients still send; or what is wrong with it. */
  #checked(
    check: CheckInput,
    name: string,
    { path, facts }: AnyOperation,
    given: Fields,
  ): { input: Fields; problems: readonly Problem[] } {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      const message = 'takes its fields in one object, such as `{ id }`'
      return { input: {}, problems: [{ field: '', message }] }
    }
    const input: Record<string, unknown> = { ...facts.defaults, ...withoutUndefined(given) }
    const { problems, ignored } = check(name, path, input)
    if (problems.length) return { input, problems }
    for (const [field, why] of Object.entries(ignored)) {
      if (!(field in input)) continue
      delete input[field]
      this.#warnOnce(`${name}: \`${field}\` is not sent. ${why}`)
    }
    return { input, problems }
  }

  #prepared(
    prepare: Prepare,
    name: string,
    input: Fields,
    options: CallOptions,
    deadline: number,
  ): Promise<Fields> {
    return prepare(name, input, async (operation, fields) => {
      const [resource, method] = operation.split('.') as [string, string]
      const timeout = Math.max(1, deadline - this.#settings.clock.now())
      return (
        await this.perform(operation, this.#settings.contract[resource]![method]!, fields, {
          ...options,
          timeout,
        })
      ).data
    }).catch((error) => {
      if (!(error instanceof ProlificValidationError) || error.status !== undefined) throw error
      const problems = Object.entries(error.fields ?? {}).flatMap(([field, messages]) =>
        messages.map((message) => ({ field, message })),
      )
      return this.refuse(name, problems)
    })
  }

  /** Ends the connections that stand open. Calls under way fail. */
  close(): void {
    this.#sender.close()
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return
    this.#warned.add(message)
    tell(this.#settings.logger, 'warn', message)
  }
}

function withResponse(
  data: unknown,
  status: number,
  headers: WireResponse['headers'],
): WithResponse<unknown> {
  const id = requestId({ headers })
  return { data, response: { status, headers, requestId: id }, requestId: id }
}

function withoutUndefined(fields: Fields): Fields {
  if (!Object.values(fields).includes(undefined)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
