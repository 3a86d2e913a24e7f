import { readBonusFile } from '@prolific-kit/workflows'
import fc from 'fast-check'
import { gbp, money } from 'prolific-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { checkBonuses, MOST_ROWS } from './check.ts'

const lab = await openLab('bonuses')
const { client, sandbox, cli } = lab
afterAll(() => lab.close())

let study: string
const people: { submission: string; participant: string }[] = []
beforeAll(async () => {
  study = await lab.study()
  const { arrivals } = await sandbox.participants.arrive({ study, count: 4, behaviour: 'diligent' })
  await sandbox.idle()
  for (const { submission, participant } of arrivals) people.push({ submission: submission!, participant })
})

const check = (text: string, ...words: string[]) =>
  cli(['bonuses', 'check', '-f', lab.file('bonuses.csv', text), '--study', study, ...words])
const problemsOf = async (text: string) => {
  const { bonuses, problems } = await checkBonuses(client, study, text)
  return [...bonuses.flatMap(({ line, problems }) => problems.map((one) => `${line}: ${one}`)), ...problems]
}

describe('bonuses check', () => {
  test('who gets how much, with fees and VAT, when all is well', async () => {
    const text = `${people[0]!.submission},4.25\r\n${people[1]!.participant}, 0.50\r\n`
    const { code, out, err } = await check(text, '-o', 'json')
    expect(err).toMatch(
      /2 bonuses for study .*: 4\.75 GBP, 6\.65 GBP with fees and VAT; the wallet has 9991\.60 GBP/,
    )
    expect(JSON.parse(out)).toMatchObject([
      {
        line: 1,
        submission_id: people[0]!.submission,
        participant_id: people[0]!.participant,
        amount: '4.25',
        currency: 'GBP',
        problems: null,
      },
      { line: 2, submission_id: people[1]!.submission, amount: '0.50', status: 'AWAITING REVIEW' },
    ])
    expect(code).toBe(ExitCode.GOOD)
  })

  test('the total is what Prolific then takes', async () => {
    const text = people.map(({ participant }, at) => `${participant},${at + 1}.35`).join('\n')
    const { total } = await checkBonuses(client, study, text)
    const { total_amount } = await client.bonuses.setUp({ study_id: study, csv_bonuses: text })
    expect(Math.abs(total!.toHundredths() - total_amount * 100)).toBeLessThanOrEqual(people.length)
  })

  test.each([
    ['P,4.25\nP,1.00', [/^1: .*stands on lines 1, 2/, /^2: .*stands on lines 1, 2/]],
    [
      'P,4.25\nS,1.00',
      [/^1: is the same submission as on line 2/, /^2: is the same submission as on line 1/],
    ],
    ['ffffffffffffffffffffffff,1.00', [/^1: f{24} has no submission in study/]],
    ['participant_id,amount\nP,1.00', [/^1: is a heading/]],
    ['P,425', [/^1: 425\.00 GBP is 100 times the reward or more/]],
    ['P,149.99', [/^1: 149\.99 GBP is more than 100\.00 GBP/]],
    ['P,$4.25', [/^1: is in USD, and the study pays in GBP/]],
    ['P,4.25 GBP', [/^1: write the amount without its currency: 4\.25/]],
    ['P,"4,25"', [/^1: "4,25" is not an amount/]],
    ['P,4,25', [/^1: must be two fields/]],
    ['P,1.005', [/^1: 1\.005 is not an amount above zero with at most two decimals/]],
    ['P,-1', [/^1: -1 is not an amount above zero/]],
    ['P,0.00', [/^1: pays nothing/]],
    ['jane,1.00', [/^1: "jane" is not an id/]],
    ['', [/^The file pays nobody/]],
  ])('%j looks wrong', async (text, expected) => {
    const { participant, submission } = people[0]!
    const found = await problemsOf(
      text.replace(/^P,/gm, `${participant},`).replace(/^S,/gm, `${submission},`),
    )
    expect(found).toHaveLength(expected.length)
    for (const [at, one] of expected.entries()) expect(found[at]).toMatch(one)
  })

  test('what looks wrong ends with 1 and is told with its line, and sets nothing up', async () => {
    const before = (await client.studies.retrieveCost({ id: study, is_projected: true })).bonuses
    const { code, out, err } = await check(`${people[0]!.participant},425\n${people[1]!.participant},1.00\n`)
    expect(code).toBe(ExitCode.NO)
    expect(err).toMatch(/1 line looks wrong:\n {2}line 1: 425\.00 GBP is 100 times/)
    expect(out).toMatch(/425\.00/)
    expect((await client.studies.retrieveCost({ id: study, is_projected: true })).bonuses).toEqual(before)
  })

  test('a bonus that is paid already, and a wallet that is too small', async () => {
    const snapshot = sandbox.snapshot()
    const { id } = await client.bonuses.setUp({
      study_id: study,
      bonuses: [{ participant_id: people[0]!.participant, amount: gbp('1.50') }],
    })
    await client.bonuses.pay({ id })
    await sandbox.advance('5 min')
    expect(await problemsOf(`${people[0]!.participant},1.5`)).toEqual([
      expect.stringMatching(/^1: a bonus of 1\.50 GBP is paid already/),
    ])
    expect(await problemsOf(`${people[0]!.participant},2.00`)).toEqual([])
    await sandbox.wallets.setBalance({ balance: 100 })
    expect(await problemsOf(`${people[1]!.participant},1.00`)).toEqual([
      'The wallet has 1.00 GBP at hand, and 1.40 GBP is needed: top it up.',
    ])
    sandbox.restore(snapshot)
  })

  test('the currency that is meant is compared with that of the study', async () => {
    const { code, err } = await check(`${people[0]!.participant},1.00`, '--currency', 'USD')
    expect(code).toBe(ExitCode.NO)
    expect(err).toMatch(/pays in GBP, not in USD/)
  })

  test.each([
    [['--study', 'S'], ExitCode.USAGE, /--file/],
    [['-f', '/nowhere', '--study', 'S'], ExitCode.USAGE, /cannot be read: there is no such file/],
    [['-f', '/', '--study', 'S'], ExitCode.USAGE, /cannot be read: it is a folder/],
    [['-f', '/dev/null', '--study', 'f'.repeat(24)], ExitCode.NOT_FOUND, /prolific-kit: /],
  ])('%j is refused with %i', async (words, expected, message) => {
    const { code, out, err } = await cli([
      'bonuses',
      'check',
      ...words.map((word) => (word === 'S' ? study : word)),
    ])
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
  })

  test('what the client refuses as implausible looks wrong here, and nothing else does', async () => {
    const { participant } = people[0]!
    for (const amount of ['149.99', '150.00', '100.00', '100.01', '99.99', '1.50']) {
      const refused = await client.bonuses
        .setUp({ study_id: study, csv_bonuses: `${participant},${amount}` })
        .then(
          () => false,
          () => true,
        )
      const looksWrong = (await problemsOf(`${participant},${amount}`)).length > 0
      expect([amount, looksWrong]).toEqual([amount, refused])
    }
  })
})

describe('lines of a bonus file', () => {
  const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 })
  const amount = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 99 }))

  test('every well-formed line is read exactly, however lines end and blanks stand', () => {
    const row = fc.record({ id, amount, blank: fc.constantFrom('', ' ', '\t') })
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { maxLength: 20, selector: (one) => one.id }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, end) => {
          const text = (major: number, minor: number) => `${major}.${String(minor).padStart(2, '0')}`
          const csv = rows.map((one) => `${one.blank}${one.id},${text(...one.amount)}${one.blank}`).join(end)
          const lines = readBonusFile(csv, 'GBP')
          expect(lines.map((line) => [line.id, line.amount!.toDecimal(), line.problems])).toEqual(
            rows.map((one) => [one.id, money(text(...one.amount), 'GBP').toDecimal(), []]),
          )
        },
      ),
      { numRuns: 100 },
    )
  })

  test('any text is read without an error, and whatever is not a line has a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0a,."\n\r £$;-') }), (text) => {
        for (const { id, amount, problems } of readBonusFile(text, 'GBP'))
          expect(problems.length > 0 || (/^[0-9a-f]{24}$/.test(id) && amount?.isPositive)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('more rows than one set-up takes', async () => {
    const ids = Array.from({ length: MOST_ROWS + 1 }, (_, at) => at.toString(16).padStart(24, '0'))
    const { problems } = await checkBonuses(client, study, ids.map((one) => `${one},1.00`).join('\n'))
    expect(problems.join()).toMatch(/has 201 lines, and Prolific takes 200/)
  })
})
