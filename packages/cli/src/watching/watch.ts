import { setTimeout } from 'node:timers/promises'
import {
  type Prolific,
  ProlificConnectionError,
  ProlificServerError,
  ProlificTimeoutError,
  type Study,
} from 'prolific-kit'
import { ExitCode, RefusedError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { show } from '../output/index.ts'
import type { Session } from '../session.ts'
import type { DatabaseOptions } from '../workflows/open.ts'
import { ending, type Until } from './end.ts'
import { ticker } from './lines.ts'
import { eta, type Mark, type Snapshot, snapshot } from './progress.ts'
import { type Seen, watched } from './watched.ts'

export interface WatchOptions extends GlobalOptions, DatabaseOptions {
  until: Until
  /** Milliseconds between two looks. */
  every: number
  /** Milliseconds after which watching ends whatever has come. */
  timeout?: number
}

/** So many reads in a row may fail before watching does. */
const MOST_FAILURES = 5
/** So many submissions since watching began make a pace. */
const FEW = 3

/** Shows how far a study is until it is where it was waited for, and prints how it ended. */
export async function watch(session: Session, id: string, options: WatchOptions): Promise<void> {
  if (options.database === undefined) return await ticking(session, id, options, asked(session.client, id))
  await watched(session, id, options, (see) => ticking(session, id, { ...options, every: OFTEN }, see))
}

/** Milliseconds between two looks at what a watcher knows already. */
const OFTEN = 500

async function ticking(
  { say, signal }: Session,
  id: string,
  options: WatchOptions,
  see: () => Promise<Seen>,
): Promise<void> {
  const began = Date.now()
  const shown = ticker(process.stderr)
  const read = reader(see)
  let last = await read()
  if (last.status === 'UNPUBLISHED') throw new RefusedError(`Study ${id} is a draft: publish it first.`)
  let failures = 0
  let end: ReturnType<typeof ending>
  for (;;) {
    if (failures === 0) {
      shown.show(last)
      end = ending(last, options.until)
      if (options.output === 'ndjson') await show(last, options)
    }
    if (end || signal.aborted || isLate(began, options)) break
    await setTimeout(options.every, undefined, { signal }).catch(() => {})
    if (signal.aborted) break
    try {
      last = await read()
      failures = 0
    } catch (error) {
      if (!mayPass(error) || ++failures >= MOST_FAILURES) throw error
      say(`It could not be read this time: ${(error as Error).message}`)
    }
  }
  shown.end()
  say(end ? `Ended: ${end.why}.` : signal.aborted ? 'Stopped.' : 'Ended: the time is over.')
  if (options.output !== 'ndjson') await show(last, { columns: COLUMNS, ...options })
  if (signal.aborted && !end) process.exitCode = ExitCode.INTERRUPTED
  else if (!end?.reached) process.exitCode = ExitCode.NO
}

const COLUMNS = ['study_id', 'status', 'places', 'handed_in', 'at_work', 'progress', 'counts']

const isLate = (began: number, { timeout }: WatchOptions): boolean =>
  timeout !== undefined && Date.now() - began >= timeout

const mayPass = (error: unknown): boolean =>
  error instanceof ProlificConnectionError ||
  error instanceof ProlificServerError ||
  error instanceof ProlificTimeoutError

/** Two small requests, never the submissions themselves. */
function asked(client: Prolific, id: string): () => Promise<Seen> {
  return async () => {
    const [study, counts] = await Promise.all([
      client.studies.retrieve({ id }),
      client.studies.countSubmissions({ id }),
    ])
    return { study, counts }
  }
}

/** Reads one moment after another. */
function reader(see: () => Promise<Seen>): () => Promise<Snapshot> {
  let first: Mark | undefined
  return async () => {
    const { study, counts } = await see()
    const now = snapshot(study, counts, new Date())
    const mark = { at: Date.now(), handed_in: now.handed_in }
    first ??= mark
    const from = mark.handed_in - first.handed_in >= FEW ? first : published(study)
    return { ...now, eta: from ? eta(from, mark, now.places) : null }
  }
}

/** Before there is a pace of its own, the pace is that since publishing. */
function published({ published_at }: Study): Mark | undefined {
  const at = Date.parse(published_at ?? '')
  return Number.isNaN(at) ? undefined : { at, handed_in: 0 }
}
