import { setTimeout } from 'node:timers/promises'
import type { Sandbox } from '../src/index.ts'

/** Lets time go on in steps while something runs: one step after another, and none once it has ended. */
export async function whileTimePasses<T>(
  sandbox: Pick<Sandbox, 'advance'>,
  { by, every }: { by: string; every: number },
  running: Promise<T>,
): Promise<T> {
  let isOver = false
  const passing = (async () => {
    while (!isOver) {
      await setTimeout(every)
      if (!isOver) await sandbox.advance(by === 'idle' ? { until: 'idle' } : by)
    }
  })()
  try {
    return await running
  } finally {
    isOver = true
    await passing
  }
}
