import { Command, InvalidArgumentError } from 'commander'
import { duration } from '../duration.ts'
import { accountOptions, outputOptions } from '../global-options.ts'
import { amountText, guardOptions } from '../guard.ts'
import type { ResumeOptions, StartOptions } from '../recruiting/recruit.ts'
import { databaseOption } from '../workflows/open.ts'

/** Recruits to a target, within limits. */
export function studiesRecruit(): Command {
  const command = new Command('recruit')
    .summary('recruit to a target, within limits that are never crossed')
    .description(
      'Raises places, pauses and starts published studies until as many submissions count as are wanted: never more participants at once, never more money, nobody after the deadline. Done by `prolific-kit worker`, or in the foreground with --follow. See docs/recruiting.md.',
    )
  for (const one of [start(), status(), history(), stop(), resume()]) command.addCommand(one)
  return command
}

const common = (command: Command) => outputOptions(accountOptions(databaseOption(command)))

async function load() {
  const [{ openSession }, recruit] = await Promise.all([
    import('../session.ts'),
    import('../recruiting/recruit.ts'),
  ])
  return { openSession, ...recruit }
}

function start(): Command {
  const command = new Command('start')
    .summary('begin to recruit (spends)')
    .description(
      'Shows what it comes to if all targets are met, asks, and begins. Studies must be published, with one place each: places can be raised and never lowered.',
    )
    .argument('[study]', 'id of the study')
    .option(
      '-f, --file <file>',
      'the goals in YAML or JSON, with cells for several studies; - for standard input',
    )
    .option('--target <n>', 'submissions that count, wanted in all', count)
    .option('--at-most-at-once <n>', 'participants who may be at work at one time', count)
    .option('--budget <amount>', 'what it may cost at most with fees and VAT, as in "900.00 GBP"', amountText)
    .option('--deadline <moment>', 'nobody begins after this moment, as in 2026-03-06T18:00:00Z', moment)
    .option('--every <time>', 'time between two looks, one minute unless given', duration)
    .option('--follow', 'do it in this process, until it has ended')
  return guardOptions(common(command))
    .addHelpText(
      'after',
      '\nExample:\n  $ prolific-kit studies recruit start 65a1… --target 120 --at-most-at-once 40 --budget "900.00 GBP" --deadline 2026-03-06T18:00:00Z',
    )
    .action(async (study: string | undefined, options: StartOptions) => {
      const { openSession, startRecruiting } = await load()
      await startRecruiting(await openSession(options), study, options)
    })
}

function status(): Command {
  return common(
    new Command('status')
      .summary('tell how one recruitment stands, or all')
      .argument('[id]', 'id of the recruitment'),
  ).action(async (id: string | undefined, options) => {
    const { openSession, tellRecruiting } = await load()
    await tellRecruiting(await openSession(options), id, options)
  })
}

function history(): Command {
  return common(
    new Command('history')
      .summary('tell what a recruitment did, and why')
      .argument('<id>', 'id of the recruitment'),
  ).action(async (id: string, options) => {
    const { openSession, tellHistory } = await load()
    await tellHistory(await openSession(options), id, options)
  })
}

function stop(): Command {
  return common(
    new Command('stop')
      .summary('pause its studies at once, and start nothing any more')
      .description(
        'Ends a recruitment: its studies are paused, and those at work can finish. Ends with 7 while the pause does not show.',
      )
      .argument('<id>', 'id of the recruitment')
      .option('--why <text>', 'why, for its status'),
  ).action(async (id: string, options) => {
    const { openSession, stopRecruiting } = await load()
    await stopRecruiting(await openSession(options), id, options)
  })
}

function resume(): Command {
  const command = new Command('resume')
    .summary('go on after a stop or a pause (spends)')
    .argument('<id>', 'id of the recruitment')
    .option('--deadline <moment>', 'another deadline', moment)
    .option('--follow', 'do it in this process, until it has ended')
  return guardOptions(common(command)).action(async (id: string, options: ResumeOptions) => {
    const { openSession, resumeRecruiting } = await load()
    await resumeRecruiting(await openSession(options), id, options)
  })
}

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return Number(text)
}

function moment(text: string): string {
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a moment in ISO 8601, such as 2026-03-06T18:00:00Z.')
  return text
}
