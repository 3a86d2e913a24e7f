import type { Batches } from './contract/batches.ts'
import type { Bonuses } from './contract/bonuses.ts'
import type { Campaigns } from './contract/campaigns.ts'
import type { Collections } from './contract/collections.ts'
import type { CredentialPools } from './contract/credential-pools.ts'
import type { Datasets } from './contract/datasets.ts'
import type { EligibilityRequirements } from './contract/eligibility-requirements.ts'
import type { FilterSets } from './contract/filter-sets.ts'
import type { Filters } from './contract/filters.ts'
import type { Invitations } from './contract/invitations.ts'
import type { Messages } from './contract/messages.ts'
import type { Call, CallOptions, Operation, Pages, Resource } from './contract/operation.ts'
import type { ParticipantGroups } from './contract/participant-groups.ts'
import type { Projects } from './contract/projects.ts'
import type { RewardRecommendations } from './contract/reward-recommendations.ts'
import type { Studies } from './contract/studies.ts'
import type { StudyCollections } from './contract/study-collections.ts'
import type { Submissions } from './contract/submissions.ts'
import type { Surveys } from './contract/surveys.ts'
import { type Contract, contract } from './contract/table.ts'
import type { Users } from './contract/users.ts'
import type { Webhooks } from './contract/webhooks.ts'
import type { WellKnown } from './contract/well-known.ts'
import type { Workspaces } from './contract/workspaces.ts'
import { checkSandboxKey, PROLIFIC_URL, readBaseUrl } from './core/base-url.ts'
import { RunningCall } from './core/call.ts'
import { type Clock, systemClock } from './core/clock.ts'
import type { OnDrift } from './core/drift.ts'
import { type AnyOperation, Engine, type Fields } from './core/engine.ts'
import { ProlificApiKeyError, ProlificError } from './core/errors.ts'
import { type Logger, quietLogger } from './core/log.ts'
import type { Middleware } from './core/middleware.ts'
import { checkOptions } from './core/options.ts'
import {
  concurrencySetting,
  driftSetting,
  type RetrySettings,
  responseLimit,
  retrySettings,
  timeoutSetting,
} from './core/policy.ts'
import { RunningList } from './core/running-list.ts'
import { whenNeeded } from './core/transport/when-needed.ts'
import type { UploadTarget } from './core/upload.ts'
import { checkKey, type Environment, environmentKey } from './credentials/key.ts'
import type { Prepare } from './prepare/prepare.ts'
import { VERSION } from './version.ts'

/** Settings of a client. All of them have a default. */
export interface ProlificOptions {
  /** The key of your account; else `PROLIFIC_API_KEY`, `PROLIFIC_TOKEN` or `PROLIFIC_API_TOKEN` of the environment. */
  apiKey?: string
  /** Address of the API, with or without `/api/v1/`; else `PROLIFIC_BASE_URL` or `PROLIFIC_URL`; else Prolific's own. */
  baseUrl?: string
  /** Milliseconds of one call, from the call to the parsed answer, retries and waits included. Default 60,000. */
  timeout?: number
  /** How often, and after which waits, a failed attempt is repeated where the retry rule allows it. Default 2 times. */
  retries?: number | Partial<RetrySettings>
  /** Most requests under way at once. Default 10. */
  concurrency?: number
  /** A fetch of your own, used for every request in place of the runtime's transport. */
  fetch?: typeof globalThis.fetch
  /**
   * On Node, an `http.Agent` for every connection in place of the client's own, as packages for proxies make them
   * (`new HttpsProxyAgent('http://proxy:3128')`). It stays yours: `close()` does not end it.
   */
  agent?: object
  /** Bytes that an answer may have, unpacked. A longer one is an error. Default 268,435,456 (256 MB). */
  maxResponseBytes?: number
  /** Functions around every attempt; the first is the outermost. */
  middleware?: readonly Middleware[]
  /** Where the client tells what it does; without one, warnings alone go to the console. `console` fits. */
  logger?: Logger
  /**
   * Is told where an answer does not fit what this version knows of the API: each difference once, before the call
   * ends. It changes no call. Without it, answers are not looked at.
   */
  onDrift?: OnDrift
  /** Time and chance of retries and waits, for tests. */
  clock?: Clock
}

const OPTIONS: Record<keyof ProlificOptions, true> = {
  apiKey: true,
  baseUrl: true,
  timeout: true,
  retries: true,
  concurrency: true,
  fetch: true,
  agent: true,
  maxResponseBytes: true,
  middleware: true,
  logger: true,
  onDrift: true,
  clock: true,
}

/**
 * Prolific's API, one method per operation.
 *
 * ```ts
 * const client = new Prolific()
 * const me = await client.users.me()
 * ```
 */
export class Prolific {
  /** Tasks made of your data. */
  declare readonly batches: Batches
  /** Payments beside the reward. */
  declare readonly bonuses: Bonuses
  /** Campaigns, by which people whom you know sign up. */
  declare readonly campaigns: Campaigns
  /** Tasks without data of yours. */
  declare readonly collections: Collections
  /** Pools of user names and passwords that a study hands to its participants. */
  declare readonly credentialPools: CredentialPools
  /** The data that tasks are made of. */
  declare readonly datasets: Datasets
  /** Who can take part. */
  declare readonly eligibilityRequirements: EligibilityRequirements
  /** Filters saved under a name. */
  declare readonly filterSets: FilterSets
  /** The filters that there are. */
  declare readonly filters: Filters
  /** People invited to a workspace. */
  declare readonly invitations: Invitations
  /** Messages between you and participants. */
  declare readonly messages: Messages
  /** Lists of participants. */
  declare readonly participantGroups: ParticipantGroups
  /** Projects: studies that belong together. */
  declare readonly projects: Projects
  /** What studies should pay. */
  declare readonly rewardRecommendations: RewardRecommendations
  /** Studies, from draft to end. */
  declare readonly studies: Studies
  /** Studies of which a participant can take only one. */
  declare readonly studyCollections: StudyCollections
  /** What participants hand in. */
  declare readonly submissions: Submissions
  /** Surveys that Prolific puts to participants. */
  declare readonly surveys: Surveys
  /** Accounts. */
  declare readonly users: Users
  /** Webhooks: being told of events in place of asking. */
  declare readonly webhooks: Webhooks
  /** What Prolific publishes for everybody. */
  declare readonly wellKnown: WellKnown
  /** Workspaces: people, projects and a wallet. */
  declare readonly workspaces: Workspaces
  /** Address of the API that this client calls, without a trailing slash. */
  readonly baseUrl: string

  readonly #engine: Engine

  /**
   * @throws {ProlificApiKeyError} if there is no key, or one that cannot be used with this address.
   * @throws {ProlificError} if an option cannot be used, or there is none of that name.
   */
  constructor(options: ProlificOptions = {}) {
    if (typeof options !== 'object' || options === null)
      throw new ProlificError('Options are given in one object, such as new Prolific({ apiKey })')
    checkOptions(options, Object.keys(OPTIONS))
    const env = environment()
    this.baseUrl = readBaseUrl(options.baseUrl ?? (env.PROLIFIC_BASE_URL || env.PROLIFIC_URL || PROLIFIC_URL))
    const apiKey =
      options.apiKey === undefined ? environmentKey(env) : checkKey(options.apiKey, 'The option apiKey')
    if (apiKey === undefined) throw new ProlificApiKeyError(NO_KEY)
    checkSandboxKey(apiKey, this.baseUrl)
    const { fetch } = options
    const limits = {
      agent: options.agent,
      maxResponseBytes: responseLimit(options.maxResponseBytes),
    }
    this.#engine = new Engine({
      baseUrl: this.baseUrl,
      apiKey,
      timeout: timeoutSetting(options.timeout),
      retries: retrySettings(options.retries),
      concurrency: concurrencySetting(options.concurrency),
      transport: whenNeeded(async () =>
        fetch
          ? (await import('./core/transport/fetch.ts')).createTransport(limits, fetch)
          : (await import('#transport')).createTransport(limits),
      ),
      middleware: options.middleware ?? [],
      logger: options.logger ?? quietLogger,
      clock: options.clock ?? systemClock,
      agent: `prolific-kit/${VERSION}`,
      contract: contract as unknown as Record<string, Record<string, AnyOperation>>,
      prepare: preparations(),
      onDrift: driftSetting(options.onDrift),
    })
    for (const name of Object.keys(contract) as (keyof Contract)[])
      Object.assign(this, { [name]: this.#resource(name) })
  }

  /**
   * Calls what the contract lacks: `client.request('GET /api/v1/filters/', { workspace_id })`.
   * `{names}` of the path are filled from the input; the rest of it is the query of a GET and the JSON body of
   * anything else. Whatever is not a GET counts as a spend: it is never repeated once it may have been sent.
   */
  request<Out = unknown>(
    route: `${Operation<never>['verb']} /${string}`,
    input: Fields = {},
    options: CallOptions = {},
  ): Call<Out> {
    const match = /^(GET|POST|PUT|PATCH|DELETE) (\/[^/\\].*)$/.exec(route)
    if (!match)
      return new RunningCall(
        this.#engine.refuse('request', [
          {
            field: 'route',
            message: `must be a verb and a path, such as "GET /api/v1/users/me/", not ${JSON.stringify(route)}`,
          },
        ]),
      )
    const [, verb, path] = match as unknown as [string, Operation<never>['verb'], string]
    const operation: AnyOperation = {
      verb,
      path,
      effect: verb === 'GET' ? 'reads' : 'spends',
      facts: { id: route },
    }
    // What is in the route's query stays out of errors and logs.
    const name = this.#engine.shown(route.split('?')[0]!)
    return new RunningCall(this.#engine.perform(name, operation, input, options)) as Call<Out>
  }

  /**
   * Puts a file where an upload address points, as `datasets.retrieveUploadUrl` and others answer it. The key is not
   * sent, and the content's type is exactly the one that was announced.
   */
  upload(target: UploadTarget, content: string | Uint8Array, options: CallOptions = {}): Call<void> {
    return new RunningCall(this.#engine.upload(target, content, options)) as Call<unknown> as Call<void>
  }

  /**
   * Ends the connections that stand open; a script ends without it. Calls under way fail, waits end, and the client
   * sends nothing more.
   */
  close(): void {
    this.#engine.close()
  }

  #resource<Name extends keyof typeof contract>(name: Name): Resource<(typeof contract)[Name]> {
    const table = contract[name] as unknown as Record<string, AnyOperation>
    return Object.fromEntries(
      Object.entries(table).map(([method, operation]) => [
        method,
        Object.defineProperty(this.#method(`${name}.${method}`, operation), 'name', { value: method }),
      ]),
    ) as Resource<(typeof contract)[Name]>
  }

  #method(
    name: string,
    operation: AnyOperation,
  ): (input?: Fields, options?: CallOptions) => Call<unknown> | Pages<unknown> {
    const engine = this.#engine
    const { pages } = operation
    if (!pages)
      return (input = {}, options) => new RunningCall(engine.perform(name, operation, input, options))
    return (input = {}, options = {}) =>
      new RunningList({
        operation: name,
        paging: pages,
        rows: operation.facts.rows,
        start: { ...input },
        signal: options.signal,
        read: (query, signal) =>
          engine.perform(name, operation, input, { ...options, ...(signal && { signal }) }, query),
      })
  }
}

/** The environment's variables, where the runtime has any. */
const environment = (): Environment => (globalThis as { process?: { env?: Environment } }).process?.env ?? {}

const NO_KEY = [
  'No API key. Give one in one of three ways:',
  "  in the code: new Prolific({ apiKey: '…' })",
  '  in the environment: PROLIFIC_API_KEY (or PROLIFIC_TOKEN, or PROLIFIC_API_TOKEN)',
  '  in a file: `prolific-kit register prolific name=prolific api_key="…"`, then await getAuthenticatedClient(\'prolific\')',
].join('\n')

/** The calls that are checked or rewritten beyond their fields. What does it is loaded by the first of them. */
const PREPARED = ['bonuses.setUp', 'studies.create', 'studies.screenOutSubmissions', 'studies.update']

function preparations(): Record<string, Prepare> {
  let loaded: Promise<Readonly<Record<string, Prepare>>> | undefined
  const prepare: Prepare = async (...call) => {
    loaded ??= import('./prepare/preparations.ts').then((module) => module.preparations())
    return (await loaded)[call[0]]!(...call)
  }
  return Object.fromEntries(PREPARED.map((name) => [name, prepare]))
}
