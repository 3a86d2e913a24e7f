/** A sandbox without a socket for tests of the world: a researcher who calls, and participants who come by name. */
import { loadSchemas } from 'prolific-kit/contract'
import { answersOf, createRouter } from '../src/core/router.ts'
import { Engine, type EngineOptions } from '../src/engine.ts'
import { participation } from '../src/world/participation.ts'

/** What tests read of any answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at the JSON of many kinds of answers
type Json = any

export interface Answer {
  readonly status: number
  readonly data: Json
}

/** Codes for most endings of a submission. */
export const codes = {
  review: { code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] },
  approve: { code: 'PAID', code_type: 'COMPLETED', actions: [{ action: 'AUTOMATICALLY_APPROVE' }] },
  mine: {
    code: 'MINE',
    code_type: 'OTHER',
    actor: 'researcher',
    actions: [{ action: 'AUTOMATICALLY_APPROVE' }],
  },
  part: { code: 'PART', code_type: 'OTHER', actor: 'researcher', actions: [{ action: 'DYNAMIC_PAYMENT' }] },
  screenOut: (slots: number, reward = 20) => ({
    code: 'OUT',
    code_type: 'FIXED_SCREENOUT',
    actions: [{ action: 'FIXED_SCREEN_OUT_PAYMENT', fixed_screen_out_reward: reward, slots }],
  }),
}

/** A draft of two places that pay 3.00 each: a place costs 4.20. */
export const draft = {
  name: 'Study',
  description: 'About something',
  external_study_url: 'https://example.org/?s={{%SESSION_ID%}}',
  prolific_id_option: 'url_parameters',
  completion_codes: [codes.review, codes.approve, codes.mine, codes.part],
  total_available_places: 2,
  estimated_completion_time: 10,
  reward: 300,
}

/** A reason of a hundred characters. */
export const reason =
  'The instructions were not followed, and two of three attention checks were failed. '.repeat(2)

/** The id of the participant with this number. */
export const person = (number: number): string => number.toString(16).padStart(24, '0')

export async function openLab(options: EngineOptions = {}) {
  const engine = new Engine({ seed: 'lab', ...options })
  const { store, world, mode } = engine
  const app = createRouter(answersOf({ store, world, schemas: await loadSchemas(), mode, keys: new Set() }))

  async function api(route: string, body?: unknown, key = 'sandbox_lab'): Promise<Answer> {
    const [method, path] = route.split(' ') as [string, string]
    const response = await app.request(`/api/v1/${path}`, {
      method,
      headers: { authorization: `Token ${key}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, data: text === '' ? undefined : JSON.parse(text) }
  }

  /** The data of an answer that must be a success. */
  async function ok(route: string, body?: unknown): Promise<Json> {
    const { status, data } = await api(route, body)
    if (status >= 300) throw new Error(`${route} answered ${status}: ${JSON.stringify(data)}`)
    return data
  }

  /** The detail of an answer that must be a refusal with this status. */
  async function no(status: number, route: string, body?: unknown): Promise<string> {
    const answer = await api(route, body)
    if (answer.status !== status) {
      throw new Error(`${route} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.data)}`)
    }
    return JSON.stringify((answer.data.error ?? answer.data).detail)
  }

  const workspace: string = (await ok('GET workspaces/')).results[0].id
  const start = engine.snapshot()
  const change = (study: string, action: string, more: object = {}) =>
    ok(`POST studies/${study}/transition/`, { action, ...more })

  return {
    engine,
    api,
    ok,
    no,
    workspace,
    /** Forgets everything but the account. */
    reset: () => engine.restore(start),
    wait: (by: string) => engine.advance({ by }),
    create: async (changes: object = {}): Promise<string> =>
      (await ok('POST studies/', { ...draft, ...changes })).id,
    async publish(changes: object = {}): Promise<string> {
      const { id } = await ok('POST studies/', { ...draft, ...changes })
      await change(id, 'PUBLISH')
      return id
    },
    change,
    review: (submission: string, action: string, more: object = {}) =>
      ok(`POST submissions/${submission}/transition/`, { action, ...more }),
    /** Takes a place; the answer is the submission's id, or why there is none. */
    reserve: (study: string, participant: number): string =>
      store.transact((tx) => {
        const got = participation.reserve(tx, study, { id: person(participant), attributes: {} })
        return 'submission' in got ? got.submission : got.refused
      }),
    /** Takes a place and begins. */
    enter(study: string, participant: number): string {
      const submission = this.reserve(study, participant)
      store.transact((tx) => participation.start(tx, submission))
      return submission
    },
    finish: (submission: string, code: string | null = 'DONE') =>
      store.transact((tx) => participation.complete(tx, submission, code)),
    giveBack: (submission: string) => store.transact((tx) => participation.return(tx, submission)),
    say: (submission: string, text: string) =>
      store.transact((tx) => participation.message(tx, submission, text)),
    study: async (id: string): Promise<Json> => ok(`GET studies/${id}/`),
    submission: async (id: string): Promise<Json> => ok(`GET submissions/${id}/`),
    /** What the wallet has, and has at hand, in minor units. */
    async money(): Promise<{ total: number; available: number }> {
      const balance = await ok(`GET workspaces/${workspace}/balance/`)
      return { total: balance.total_balance, available: balance.available_balance }
    },
  }
}
