import { spelled } from '../duration.ts'
import { plain } from '../output.ts'
import type { Snapshot } from './progress.ts'

/** Columns of the bar: as many as there is room for. */
const WIDEST = 24
const NARROWEST = 8

/** A moment of a study for people: `31/40  78 %  ACTIVE  30 AWAITING REVIEW, 1 APPROVED  about 12 m left`. */
export function lineOf({ status, places, counts, handed_in, progress, eta }: Snapshot): string {
  const counted = Object.entries(counts).map(([name, count]) => `${count} ${plain(name)}`)
  const left = eta === null || eta === 0 ? [] : [`about ${spelled(eta * 1000)} left`]
  return [
    `${handed_in}/${places}`,
    `${progress} %`,
    plain(status),
    counted.join(', ') || 'nobody yet',
    ...left,
  ].join('  ')
}

/** Shows moments: one line that is drawn again on a terminal, a line for each change elsewhere. */
export interface Ticker {
  show(now: Snapshot): void
  /** Leaves the line that is being drawn. */
  end(): void
}

export function ticker(out: NodeJS.WriteStream): Ticker {
  return out.isTTY ? redrawn(out) : logged(out)
}

function redrawn(out: NodeJS.WriteStream): Ticker {
  return {
    show(now) {
      const columns = (out.columns ?? 100) - 1
      const line = lineOf(now)
      const width = Math.min(WIDEST, columns - line.length - 1)
      const filled = Math.round((width * now.progress) / 100)
      const bar = width < NARROWEST ? '' : `${'█'.repeat(filled)}${'░'.repeat(width - filled)} `
      out.write(`\r${(bar + line).slice(0, columns)}\u001b[K`)
    },
    end: () => void out.write('\n'),
  }
}

function logged(out: NodeJS.WriteStream): Ticker {
  let before = ''
  return {
    show(now) {
      const line = lineOf(now)
      const same = lineOf({ ...now, eta: null })
      if (same !== before) out.write(`${now.at.slice(0, 19)}Z  ${line}\n`)
      before = same
    },
    end() {},
  }
}
