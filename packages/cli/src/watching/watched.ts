import type { Workflows } from '@prolific-kit/workflows'
import type { Study, SubmissionCounts } from 'prolific-kit'
import type { Session } from '../session.ts'
import { type DatabaseOptions, withWorkflows } from '../workflows/open.ts'

/** What a moment of a study is made of. */
export interface Seen {
  study: Study
  counts: SubmissionCounts
}

/** Jobs that only read. */
const READING = ['inbox.handle', 'watching.sweep'] as const

/**
 * Runs a task that sees a study as the watcher of a database knows it: by events that an inbox has kept, with a look
 * every now and then behind them. A watch that was there before stays.
 */
export async function watched(
  session: Session,
  id: string,
  options: DatabaseOptions & { every: number },
  task: (see: () => Promise<Seen>) => Promise<void>,
): Promise<void> {
  await withWorkflows(session, options, async (workflows) => {
    const { watching } = workflows
    const was = await isWatched(workflows, id)
    if (!was)
      await watching.watch(id, { sweepEvery: Math.max(1, Math.round(options.every)), signal: session.signal })
    const worker = await workflows.work({ kinds: READING })
    try {
      await task(async () => {
        const { study, counts } = await watching.state(id)
        return { study, counts: counts as unknown as SubmissionCounts }
      })
    } finally {
      await worker.stop()
      if (!was) await watching.stop(id)
    }
  })
}

async function isWatched({ watching }: Workflows, id: string): Promise<boolean> {
  const state = await watching.state(id).catch(() => undefined)
  return state?.state === 'watching'
}
