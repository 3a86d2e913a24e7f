import type { Pages, SubmissionSummary } from 'prolific-kit'
import type { HandMade } from '../operations/handmade.ts'
import { say } from '../output.ts'
import { readSelection, type SelectionOptions, selectionOptions, statusOf } from '../review/options.ts'

/** Lists submissions; with a selection, all of those that it means. */
export const submissionsList: HandMade = (derived, perform) => {
  const command = selectionOptions(derived(), { status: false })
  // The query spells statuses in its own way: here they are taken in any.
  command.options
    .find((option) => option.attributeName() === 'status')
    ?.argParser((text) => statusOf(text).replaceAll(' ', '_'))
  return command.action(async () => {
    const { status, ...options } = command.opts<Omit<SelectionOptions, 'status'> & { status?: string }>()
    const selection = await readSelection(options)
    if (!selection) return perform(command)
    const { select } = await import('@prolific-kit/workflows')
    await perform(command, {
      async answer(pages) {
        const { rows, strangers } = select(await (pages as Pages<SubmissionSummary>).toArray(), selection)
        if (strangers.length) say(`Not among them: ${strangers.join(', ')}`)
        return rows
      },
    })
  })
}
