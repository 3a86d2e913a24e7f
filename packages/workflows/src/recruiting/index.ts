/** Recruiting until a target is met, within limits that are never crossed. */
import type { Money } from 'prolific-kit'
import type { Context } from '../context.ts'
import { RefusedPlanError } from '../errors.ts'
import type { Area } from '../jobs/kinds.ts'
import type { Watching } from '../watching/index.ts'
import { beginClosing, close } from './close.ts'
import { type Cell, closesAt, type Goals, type StopRule } from './goals.ts'
import type { RecruitingJobs } from './jobs.ts'
import type { Eyes } from './observe.ts'
import { resume } from './resume.ts'
import { start } from './start.ts'
import { type RecruitmentStatus, statusOf } from './status.ts'
import { step } from './step.ts'
import { stored } from './stored.ts'
import type { ValidFunction, ValidRule } from './valid.ts'

/** One study, or several with a target each. */
export type Wanted = { study_id: string; target: number } | { cells: readonly Cell[] }

export type RecruitOptions = Wanted & {
  /** Participants who may be at work at one time, in all studies together. */
  atMostAtOnce?: number
  /** What it may cost at most, with fees and VAT. */
  budget?: Money
  /** Nobody begins after this moment. */
  deadline?: Date | string
  /** Ends recruiting when too much goes wrong. */
  stopWhen?: readonly StopRule[]
  /** Which submissions count; those with a right code that were neither returned nor rejected, if not said. */
  valid?: ValidRule
  /** Counts bonuses that were paid against the budget. */
  countBonuses?: boolean
  /** Milliseconds between two looks; one minute unless said. */
  stepEvery?: number
  signal?: AbortSignal
}

/** Something that a recruitment did, or meant to do. */
export interface RecruitmentAction {
  study_id: string
  kind: 'pause' | 'start' | 'raise'
  /** Total of places that a raise asked for. */
  places: number | null
  /** `intended`: it is not known yet whether it has happened. `lost`: it has not. */
  state: 'intended' | 'done' | 'failed' | 'lost'
  why: string
  at: Date
  problem: string | null
}

export interface Recruiting {
  /**
   * Begins to recruit; a worker does the steps. Throws `RefusedPlanError` if the studies as they are could cross a
   * limit before anybody looks, or are recruited for already.
   */
  start(options: RecruitOptions): Promise<RecruitmentStatus>
  /** One round: look, decide, act. Workers do this by themselves. */
  step(id: string, options?: { signal?: AbortSignal }): Promise<RecruitmentStatus>
  /** How it stood at the last look. */
  status(id: string): Promise<RecruitmentStatus>
  /** All of this database, the newest first. */
  list(): Promise<RecruitmentStatus[]>
  /** What it did and why, the latest last. */
  history(id: string): Promise<RecruitmentAction[]>
  /** Ends it: its studies are paused at once, and it starts nothing any more. Those at work can finish. */
  stop(id: string, why?: string, options?: { signal?: AbortSignal }): Promise<RecruitmentStatus>
  /**
   * Goes on after `stop`, after a stop rule, or after somebody else has paused a study: from here on it may start
   * what stands still. Another deadline can be given.
   */
  resume(id: string, options?: { deadline?: Date | string }): Promise<RecruitmentStatus>
  /** Names a function that tells which submissions count. Every process that recruits or works needs it. */
  define(name: string, isValid: ValidFunction): void
}

const MINUTE = 60_000

export function recruitingArea(
  context: Context,
  { watching }: { watching: Watching; people?: unknown },
): Area<RecruitingJobs> & { recruiting: Recruiting } {
  const functions = new Map<string, ValidFunction>()
  const eyes: Eyes = { watching, functions }
  const { db, jobs, timing } = context
  const status = (id: string) => statusOf(context, eyes, id)
  return {
    recruiting: {
      start: async (options) => await status(await start(context, eyes, goalsOf(options), options.signal)),
      async step(id, { signal } = {}) {
        await step(context, eyes, id, signal)
        return await status(id)
      },
      status,
      async list() {
        const rows = await db
          .selectFrom('recruitments')
          .select('id')
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .execute()
        return await Promise.all(rows.map(({ id }) => status(id)))
      },
      async history(id) {
        return await db
          .selectFrom('recruitment_actions')
          .select(['study_id', 'kind', 'places', 'state', 'why', 'at', 'problem'])
          .where('recruitment_id', '=', id)
          .orderBy('round')
          .orderBy('at')
          .execute()
      },
      async stop(id, why = 'somebody has stopped it', { signal } = {}) {
        await stored(context, id)
        await beginClosing(context, id, 'stopped', `It was stopped: ${why}.`)
        await close(context, id, signal)
        return await status(id)
      },
      async resume(id, { deadline } = {}) {
        await resume(context, id, deadline === undefined ? undefined : new Date(deadline))
        return await status(id)
      },
      define(name, isValid) {
        functions.set(name, isValid)
      },
    },
    handlers: {
      async 'recruiting.step'({ recruitment_id: id }, signal) {
        const { row, goals } = await stored(context, id)
        const now = timing.now().getTime()
        const isDue = row.next_step_at.getTime() <= now || closesAt(goals) <= now
        if (isDue) await step(context, eyes, id, signal)
        const after = await stored(context, id)
        if (after.row.state === 'closed') return
        const wait = Math.max(after.row.next_step_at.getTime() - timing.now().getTime(), 1)
        await jobs.send('recruiting.step', id, { recruitment_id: id }, { after: wait })
      },
    },
    async resume() {
      const due = await db
        .selectFrom('recruitments')
        .select('id')
        .where('state', '!=', 'closed')
        .where('next_step_at', '<=', timing.now())
        .execute()
      for (const { id } of due) await jobs.send('recruiting.step', id, { recruitment_id: id })
    },
  }
}

function goalsOf(options: RecruitOptions): Goals {
  const { atMostAtOnce, budget, deadline, stopWhen, valid, countBonuses, stepEvery = MINUTE } = options
  if ('cells' in options === 'study_id' in options)
    throw new RefusedPlanError('Recruiting takes either study_id and target, or cells. Nothing was done.')
  const cells = 'cells' in options ? options.cells : [{ study_id: options.study_id, target: options.target }]
  return {
    cells,
    stepEvery,
    ...(atMostAtOnce !== undefined && { atMostAtOnce }),
    ...(budget && { budget }),
    ...(deadline !== undefined && { deadline: new Date(deadline) }),
    ...(stopWhen && { stopWhen }),
    ...(valid && { valid }),
    ...(countBonuses && { countBonuses }),
  }
}
