/** A world without a socket in which the steps of property tests are done. */
import { loadSchemas } from 'prolific-kit/contract'
import { ApiProblem } from '../src/core/errors.ts'
import { answersOf, createRouter } from '../src/core/router.ts'
import type { Transaction } from '../src/core/store.ts'
import { Engine } from '../src/engine.ts'
import { participation } from '../src/world/participation.ts'
import { bulkBonuses, projects, studies, submissions, workspaces } from '../src/world/rows.ts'
import { type Subscription, subscriptions } from '../src/world/webhooks/rows.ts'
import { calls } from './calls.ts'
import { draftOf, type Step } from './steps.ts'

const KEY = 'sandbox_invariants'
const REASON = 'The answers were given without reading the questions, as the attention checks show. '.repeat(
  2,
)

/** Every sequence begins with a study that runs and two people in it: otherwise most would stay empty. */
export const opening: readonly Step[] = [
  { do: 'draft', places: 2, reward: 100, tasks: false, repeats: -1 },
  { do: 'transition', study: 0, action: 'PUBLISH' },
  { do: 'reserve', study: 0, participant: 0 },
  { do: 'act', submission: 0, action: 'start' },
  { do: 'reserve', study: 0, participant: 1 },
  { do: 'act', submission: 1, action: 'start' },
]

/** The same with a webhook that nobody answers. */
export const openingWithWebhook: readonly Step[] = [
  { do: 'call', call: 'make a secret', nth: 0 },
  { do: 'call', call: 'subscribe', nth: 1 },
  { do: 'call', call: 'confirm', nth: 0 },
  ...opening,
]

const schemas = await loadSchemas()

/** The world of an engine, with an account in it. */
export async function openWorld(engine: Engine = new Engine({ seed: 'invariants' })) {
  const { store, world } = engine
  const app = createRouter(answersOf({ store, world, schemas, mode: 'compat', keys: new Set() }))

  async function api(verb: string, path: string, body?: unknown): Promise<void> {
    const response = await app.request(`/api/v1/${path}`, {
      method: verb,
      headers: { authorization: `Token ${KEY}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.status >= 500) throw new Error(`${verb} ${path}: ${await response.text()}`)
  }

  // Refused, and without a trace, where the world was opened before.
  await api('POST', 'researchers/participants/', { email: 'tester@example.org' })

  const read = <T>(work: (tx: Transaction) => T): T => store.read(work)
  const tenant = (): string => read((tx) => world.findResearcher(tx, KEY)?.id ?? 'nobody')
  const pick = <T>(rows: readonly T[], index: number): T | undefined => rows[index % Math.max(1, rows.length)]
  const workspace = read((tx) => tx.first(workspaces, 'tenant', tenant())!.id)
  const project = read((tx) => tx.first(projects, 'workspace', workspace)!.id)
  const row = (table: string, nth: number) => pick(store.state[table]?.rows.slice(0, 8) ?? [], nth)
  /** A participant who can take test studies too. */
  const tester = row('test_participants', 0)!.id
  const where = {
    workspace,
    project,
    id: (table: string, nth: number) => row(table, nth)?.id ?? 'f'.repeat(24),
    hookSecret: (nth: number) =>
      (row(subscriptions.name, nth) as Subscription | undefined)?.hookSecret ?? 'none',
  }

  /** What a participant does; refusals are part of life. */
  function participate(work: (tx: Transaction) => void): void {
    try {
      store.transact(work)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
    }
  }

  async function take(step: Step): Promise<void> {
    const study =
      'study' in step
        ? pick(
            read((tx) => tx.all(studies, 'tenant', tenant())),
            step.study,
          )
        : undefined
    const submission =
      'submission' in step
        ? pick(
            read((tx) => tx.all(submissions, 'tenant', tenant())),
            step.submission,
          )
        : undefined
    switch (step.do) {
      case 'call': {
        const [verb, path, sent] = calls[step.call]!({ ...where, nth: step.nth })
        return api(verb, path, sent)
      }
      case 'draft':
        return api('POST', 'studies/', draftOf(step))
      case 'change':
        return study && api('PATCH', `studies/${study.id}/`, step.change)
      case 'slots': {
        const actions = [{ action: 'FIXED_SCREEN_OUT_PAYMENT', slots: step.slots }]
        return study && api('PATCH', `studies/${study.id}/`, { completion_codes: [{ code: 'OUT', actions }] })
      }
      case 'transition': {
        const publish_at = new Date(engine.now() + 600_000).toISOString()
        return study && api('POST', `studies/${study.id}/transition/`, { action: step.action, publish_at })
      }
      case 'remove':
        return study && api('DELETE', `studies/${study.id}/`)
      case 'reserve': {
        const id = step.participant === 0 ? tester : String(step.participant).padStart(24, 'a')
        const person = { id, attributes: {} }
        return study && participate((tx) => void participation.reserve(tx, study.id, person))
      }
      case 'act':
        return submission && participate((tx) => participation[step.action](tx, submission.id))
      case 'finish':
        return submission && participate((tx) => participation.complete(tx, submission.id, step.code))
      case 'review':
        return (
          submission &&
          api('POST', `submissions/${submission.id}/transition/`, {
            action: step.action,
            ...(step.action === 'REJECT' && { message: REASON, rejection_category: 'LOW_EFFORT' }),
            ...(step.action === 'COMPLETE' && {
              completion_code: step.code,
              completion_code_data: { percentage_of_reward: step.percentage },
            }),
          })
        )
      case 'bonus': {
        const csv_bonuses = `${submission?.id},${step.amount}`
        return (
          submission &&
          api('POST', 'submissions/bonus-payments/', { study_id: submission.study, csv_bonuses })
        )
      }
      case 'pay': {
        const rows = read((tx) =>
          tx.all(studies, 'tenant', tenant()).flatMap(({ id }) => tx.all(bulkBonuses, 'study', id)),
        )
        const bonus = pick(rows, step.bonus)
        return bonus && api('POST', `bulk-bonus-payments/${bonus.id}/pay/`)
      }
      case 'bulk': {
        const other = pick(
          read((tx) => tx.all(submissions, 'tenant', tenant())),
          step.more,
        )
        const submission_ids = [submission?.id, other?.id].filter((id) => id !== undefined)
        return submission && api('POST', 'submissions/bulk-approve/', { submission_ids })
      }
      case 'screen':
        return (
          submission &&
          api('POST', `studies/${submission.study}/screen-out-submissions/`, {
            submission_ids: [submission.id],
            bonus_per_submission: step.amount,
            increase_places: step.more,
          })
        )
      case 'ask back':
        return (
          submission &&
          api('POST', `submissions/${submission.id}/request-return/`, {
            request_return_reasons: ['No consent'],
          })
        )
      case 'copy':
        return study && api('POST', `studies/${study.id}/${step.test ? 'test-study' : 'clone'}/`, {})
      case 'wait':
        await engine.advance({ by: step.minutes * 60_000 })
    }
  }

  return {
    engine,
    read,
    tenant,
    take,
  }
}
