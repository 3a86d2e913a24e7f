/** Shows how far a study is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** What has come so far; `label` says the rest. */
  show(done: number, of: number, label: string): void
  end(): void
}

/** Of the bar, where there is room. */
const WIDTH = 30
const NARROWEST = 5

export function progress(out: NodeJS.WriteStream): Progress {
  return out.isTTY ? bar(out) : lines(out)
}

function bar(out: NodeJS.WriteStream): Progress {
  return {
    show(done, of, label) {
      // Some terminals say that they have no columns.
      const room = (out.columns || 100) - 1
      const words = ` ${done}/${of}  ${label}`
      const width = Math.max(NARROWEST, Math.min(WIDTH, room - words.length))
      const filled = Math.round((width * done) / Math.max(1, of))
      const text = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}${words}`
      out.write(`\r${text.slice(0, room)}\u001b[K`)
    },
    end: () => void out.write('\n'),
  }
}

/** A line for each quarter, so that a log stays readable. */
function lines(out: NodeJS.WriteStream): Progress {
  let shown = -1
  return {
    show(done, of, label) {
      const quarter = Math.floor((4 * done) / Math.max(1, of))
      if (quarter <= shown) return
      shown = quarter
      out.write(`  ${done}/${of}  ${label}\n`)
    },
    end() {},
  }
}
