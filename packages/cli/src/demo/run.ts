import { type Arrivals, createSandbox, type Mix, type Sandbox } from '@prolific-kit/sandbox'
import { type Currency, Money, Prolific, type Study, SubmissionStatus } from 'prolific-kit'
import { ended } from '../commands/sandbox.ts'
import { plain, say } from '../output.ts'
import { readStudyFile } from '../study-file/index.ts'
import { type Payment, payments } from './ledger.ts'
import { progress } from './progress.ts'
import {
  type ParticipantResult,
  type Results,
  showResults,
  type WalletLine,
  writeResults,
} from './results.ts'
import { makeResultsFolder } from './results-folder.ts'
import {
  cost,
  draft,
  ensurePlaces,
  funds,
  type Places,
  payBonuses,
  type Reviewed,
  remember,
  reviewAll,
  thank,
} from './study.ts'

export interface DemoOptions {
  study: string
  participants: number
  seed: string
  out: string
  serve: boolean
}

/** Who comes: more of those who make a review than there are in life, so that forty people show each case. */
const PEOPLE: Mix = {
  diligent: 56,
  slow: 6,
  speeder: 4,
  no_code: 5,
  wrong_code: 6,
  failed_check: 5,
  returns: 6,
  never_starts: 3,
  times_out: 5,
  late_hand_in: 2,
  messages_you: 2,
}

/** How long participants keep coming, in hours of the sandbox's clock. */
const RECRUITING_HOURS = 6
/** How far the clock is moved between two looks, in minutes. */
const STEP_MINUTES = 10
/** After so many steps without anybody at work the study is over, whatever is left. */
const MOST_STEPS = (7 * 24 * 60) / STEP_MINUTES

/** Runs a study from draft to paid on a sandbox, and tells the story on stderr. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const file = await readStudyFile(options.study, { currency: async () => 'GBP' })
  for (const notice of file.notices) say(notice)
  makeResultsFolder(options.out)
  const sandbox = await createSandbox({ seed: options.seed })
  try {
    const client = new Prolific({ apiKey: sandbox.key, baseUrl: sandbox.url })
    say(
      `A sandbox of Prolific is running on ${sandbox.url} (seed ${options.seed}). No money and no people are real.\n`,
    )
    const places = await ensurePlaces(client)
    const before = await funds(client, places)

    const study = await draft(client, file, places, options.participants)
    say(`Drafted  “${plain(study.name)}” (${study.id})`)
    const price = await cost(client, study, places)
    say(
      `Cost     ${price.format()} for ${options.participants} places, fees and VAT included; the wallet has ${before.available.format()}`,
    )
    await client.studies.publish({ id: study.id })
    const locked = await funds(client, places)
    say(
      `Published: ${before.available.minus(locked.available).format()} are locked, ${locked.available.format()} are left\n`,
    )

    const arrivals = await collect(sandbox, client, study, options.participants)
    say(`\n${outcome(arrivals)}`)
    const reviewed = await reviewAll(client, study)
    const bonuses = await payBonuses(client, study, reviewed, places)
    // Bonuses are paid a little later, as in life.
    await sandbox.advance({ by: '5 minutes' })
    const thanked = await thank(client, study, reviewed)
    const remembered = await remember(client, reviewed, places)
    const stopped = await end(client, study)
    say(
      `Reviewed ${reviewed.length} submissions, set up bonuses of ${bonuses.format()}, ${thanked ? `wrote to ${thanked}, ` : ''}put ${remembered} people into a group`,
    )
    say(`The study is ${stopped.status}; what was not spent is free again\n`)

    const results = await gather(sandbox, client, stopped, reviewed, places, before.total)
    process.stdout.write(`${await showResults(results)}\n`)
    reconcile(results)
    const files = writeResults(options.out, results)
    say(`\nThe wallet reconciles to the penny. Written: ${files.join(', ')}`)
    if (options.serve) await serve(sandbox)
  } finally {
    await sandbox.close()
  }
}

/** Lets people come and work, until nobody is at work and nobody is still to come. */
async function collect(
  sandbox: Sandbox,
  client: Prolific,
  study: Study,
  participants: number,
): Promise<Arrivals> {
  const coming = await sandbox.participants.arrive({
    study: study.id,
    count: participants,
    behaviour: PEOPLE,
    within: `${RECRUITING_HOURS} hours`,
  })
  const shown = progress(process.stderr)
  for (let step = 0; step <= MOST_STEPS; step++) {
    const rows = await client.submissions.list({ study: study.id }).toArray()
    const having = (...statuses: string[]) => rows.filter(({ status }) => statuses.includes(status)).length
    const atWork = having(SubmissionStatus.RESERVED, SubmissionStatus.ACTIVE)
    const minutes = step * STEP_MINUTES
    shown.show(
      rows.length - atWork,
      participants,
      `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}: ${atWork} at work, ${having(SubmissionStatus.AWAITING_REVIEW, SubmissionStatus.APPROVED)} handed in, ${having(SubmissionStatus.RETURNED)} returned, ${having(SubmissionStatus.TIMED_OUT)} timed out`,
    )
    if (minutes >= RECRUITING_HOURS * 60 && atWork === 0) break
    await sandbox.advance({ by: `${STEP_MINUTES} minutes` })
  }
  shown.end()
  return coming
}

const outcome = ({ missing }: Arrivals): string =>
  missing ? `${missing} people fewer came than wanted: so few are eligible.` : 'Nobody is at work any more.'

/** Ends recruiting, unless all places are paid already and the study ended by itself. */
async function end(client: Prolific, study: Study): Promise<Study> {
  const now = await client.studies.retrieve({ id: study.id })
  return now.status === 'ACTIVE' || now.status === 'PAUSED' ? client.studies.stop({ id: study.id }) : now
}

async function gather(
  sandbox: Sandbox,
  client: Prolific,
  study: Study,
  reviewed: readonly Reviewed[],
  places: Places,
  before: Money,
): Promise<Results> {
  const { currency } = places
  const ledger = await payments(sandbox, places.workspace, currency)
  const participants: ParticipantResult[] = []
  for (const { submission, reason } of reviewed) {
    const { status, bonus_payments } = await client.submissions.retrieve({ id: submission.id })
    const rewards = ledger.filter((entry) => entry.kind === 'reward' && entry.submission === submission.id)
    const bonuses = (bonus_payments ?? []).map((minor) => Money.fromMinorUnits(minor, currency))
    participants.push({
      submission_id: submission.id,
      participant_id: submission.participant_id,
      status,
      reason,
      reward: Money.sum(
        rewards.map(({ paid }) => paid),
        currency,
      ),
      bonus: Money.sum(bonuses, currency),
    })
  }
  const lines = (['reward', 'bonus'] as const).map((kind) => walletLine(kind, ledger, currency))
  const { total: after } = await funds(client, places)
  return {
    study: { id: study.id, name: study.name, status: study.status },
    participants,
    wallet: { before, after, lines },
  }
}

function walletLine(kind: Payment['kind'], ledger: readonly Payment[], currency: Currency): WalletLine {
  const chosen = ledger.filter((entry) => entry.kind === kind)
  const of = (part: 'paid' | 'fees' | 'vat') =>
    Money.sum(
      chosen.map((entry) => entry[part]),
      currency,
    )
  const [paid, fees, vat] = [of('paid'), of('fees'), of('vat')]
  return {
    what: kind === 'reward' ? 'rewards' : 'bonuses',
    count: chosen.length,
    paid,
    fees,
    vat,
    total: paid.plus(fees).plus(vat),
  }
}

/** What left the wallet must be what people, fees and VAT got, and what people got must be what the table says. */
function reconcile({ participants, wallet: { before, after, lines } }: Results): void {
  const { currency } = before
  const spent = Money.sum(
    lines.map(({ total }) => total),
    currency,
  )
  const paid = Money.sum(
    lines.map((line) => line.paid),
    currency,
  )
  const received = Money.sum(
    participants.flatMap(({ reward, bonus }) => [reward, bonus]),
    currency,
  )
  // A balance is told in whole pence, rounded down; fees may have hundredths of one.
  const gap = before.minus(spent).minus(after).toHundredths()
  if (gap < 0 || gap >= 100)
    throw new Error(`The wallet does not reconcile: ${before} less ${spent} is not ${after}`)
  if (!paid.equals(received))
    throw new Error(`The wallet does not reconcile: it paid ${paid}, and participants received ${received}`)
}

/** Leaves the sandbox up until Ctrl-C. */
async function serve(sandbox: Sandbox): Promise<void> {
  say(`\nThe sandbox stays up until Ctrl-C. Point any client at it:`)
  for (const [name, value] of Object.entries(sandbox.env)) say(`  export ${name}=${value}`)
  say(`\nFor example: curl -H "Authorization: Token ${sandbox.key}" ${sandbox.url}/api/v1/studies/`)
  await ended()
}
