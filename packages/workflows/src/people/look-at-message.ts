import type { Context } from '../context.ts'
import { LONGEST_CALL } from '../outcome.ts'
import { lookUp } from './message-look-up.ts'
import { readRow } from './message-rows.ts'

/** Looks are ever further apart, up to 32 times the first distance. */
const LONGEST = 5
/** So many looks show what there is to see; after them a person must look. */
const MOST = 12

/** Looks whether a message was sent of which that is not known. It sends nothing. */
export async function lookAtMessage(
  context: Context,
  { key, looks }: { key: string; looks: number },
  signal: AbortSignal,
): Promise<void> {
  const { jobs, timing } = context
  const row = await readRow(context, key)
  if (row?.state !== 'attempted' && row?.state !== 'uncertain') return
  // Whoever attempts it may still wait for the answer.
  const isOver = timing.now().getTime() - row.attempted_at!.getTime() > LONGEST_CALL
  if (await lookUp(context, row, isOver, signal)) return
  if (looks >= MOST) return
  const after = timing.look * 2 ** Math.min(looks, LONGEST)
  await jobs.send('messages.look', key, { key, looks: looks + 1 }, { after })
}
