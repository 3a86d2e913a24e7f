import fs from 'node:fs'
import { gbp, money } from 'prolific-kit'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

const lab = await openLab('publish')
const { client, sandbox, cli } = lab
const fresh = sandbox.snapshot()
beforeEach(() => sandbox.restore(fresh))
afterAll(() => lab.close())

const create = async (changes: object = {}) => (await client.studies.create({ ...draft, ...changes })).id
const statusOf = async (id: string) => (await client.studies.retrieve({ id })).status

describe('studies publish', () => {
  test('shows cost, fees, VAT, wallet, eligible people, codes and placeholders, and publishes', async () => {
    const id = await create()
    const { code, out, err } = await cli(['studies', 'publish', id, '--yes', '--max-cost', '8.40 GBP'])
    expect(err).toMatch(/cost +8\.40 GBP: rewards 6\.00 GBP, fees 2\.00 GBP, VAT 0\.40 GBP/)
    expect(err).toMatch(/wallet +10000\.00 GBP at hand, 9991\.60 GBP after publishing/)
    expect(err).toMatch(/places +4 at 1\.50 GBP; 9\.00 GBP an hour/)
    expect(err).toMatch(/eligible +\d+ people/)
    expect(err).toMatch(/code +DONE COMPLETED: waits for your review/)
    expect(err).toMatch(/address +https:\/\/lab\.example\.org\/, with PROLIFIC_PID, STUDY_ID, SESSION_ID/)
    expect(err).toMatch(/filters +none: everybody may take part/)
    expect(err).toMatch(/kept out +nobody who took part before/)
    expect(err).not.toMatch(/look at|wrong/)
    expect(out).toContain(id)
    expect(code).toBe(ExitCode.GOOD)
    expect(await statusOf(id)).toBe('ACTIVE')
  })

  test('prints the id alone where that is asked for', async () => {
    const id = await create()
    const { out } = await cli(['studies', 'publish', id, '--yes', '--max-cost', '9 GBP', '--output', 'id'])
    expect(out).toBe(`${id}\n`)
  })

  test.each([
    [['--yes'], ExitCode.USAGE, /--yes needs --max-cost/],
    [['--yes', '--max-cost', '8.39 GBP'], ExitCode.REFUSED, /costs up to 8\.40 GBP, more than/],
    [['--yes', '--max-cost', '8.40 USD'], ExitCode.USAGE, /in GBP, not in USD/],
    [['--yes', '--max-cost', '8.40'], ExitCode.USAGE, /"25\.00 GBP"/],
    [[], ExitCode.USAGE, /no terminal to ask on/],
  ])('%j is refused with %i and publishes nothing', async (words, expected, message) => {
    const id = await create()
    const { code, out, err } = await cli(['studies', 'publish', id, ...words])
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toMatch(message)
    expect(await statusOf(id)).toBe('UNPUBLISHED')
  })

  test('more than the wallet has is refused before it is asked for', async () => {
    const id = await create({ total_available_places: 5000 })
    const { code, err } = await cli(['studies', 'publish', id, '--yes', '--max-cost', '99999 GBP'])
    expect(code).toBe(ExitCode.REFUSED)
    expect(err).toMatch(/has 10000\.00 GBP at hand and 10500\.00 GBP is needed: top it up by 500\.00 GBP/)
    expect(await statusOf(id)).toBe('UNPUBLISHED')
  })

  test('a study that is no draft any more is refused', async () => {
    const id = await lab.study()
    const { code, err } = await cli(['studies', 'publish', id, '--yes', '--max-cost', '9 GBP'])
    expect(code).toBe(ExitCode.REFUSED)
    expect(err).toMatch(/It is ACTIVE: only a draft/)
  })

  test('there is no such study', async () => {
    const { code } = await cli(['studies', 'publish', 'f'.repeat(24), '--yes', '--max-cost', '9 GBP'])
    expect(code).toBe(ExitCode.NOT_FOUND)
  })

  test('tells who may take part, and who is kept out', async () => {
    const earlier = await lab.study()
    const filters = [
      { filter_id: 'age', selected_range: { lower: 18, upper: 65 } },
      { filter_id: 'previous_studies_blocklist', selected_values: [earlier] },
    ]
    const { out } = await cli(['studies', 'publish', await create({ filters }), '--dry-run'])
    expect(out).toMatch(/filters +age 18 to 65; previous_studies_blocklist \(1 value\)/)
    expect(out).toMatch(/kept out +previous_studies_blocklist \(1 value\): Colours/)
  })

  test.each([
    [{ reward: 133 }],
    [
      {
        completion_codes: [
          ...draft.completion_codes,
          {
            code: 'OUT',
            code_type: 'FIXED_SCREENOUT',
            actions: [
              { action: 'FIXED_SCREEN_OUT_PAYMENT', fixed_screen_out_reward: gbp('0.20'), slots: 10 },
            ],
          },
        ],
      },
    ],
  ])('what it shows of the wallet is what is there afterwards: %j', async (changes) => {
    const id = await create(changes)
    const { out } = await cli(['studies', 'publish', id, '--dry-run', '-o', 'json'])
    const { wallet, cost } = JSON.parse(out)
    await cli(['studies', 'publish', id, '--yes', '--max-cost', `${cost.total.amount} GBP`])
    const { workspace } = await client.studies.retrieve({ id })
    const { available_balance } = await client.workspaces.getBalance({ workspace_id: workspace! })
    // A balance is told in whole pence, rounded down.
    const shown = money(wallet.after.amount, 'GBP').toHundredths()
    expect(shown - available_balance * 100).toBeGreaterThanOrEqual(0)
    expect(shown - available_balance * 100).toBeLessThan(100)
  })

  test('a lost answer is read back: it was published', async () => {
    const id = await create()
    await sandbox.faults.add({ operation: 'studies.publish', fault: 'drop_after_commit' })
    const { code, out, err } = await cli([
      'studies',
      'publish',
      id,
      '--yes',
      '--max-cost',
      '9 GBP',
      '-o',
      'id',
    ])
    expect(err).toMatch(/answer was lost/)
    expect({ code, out }).toEqual({ code: ExitCode.GOOD, out: `${id}\n` })
  })

  test('a lost answer is read back: it was not published, and may be asked for again', async () => {
    const id = await create()
    await sandbox.faults.add({ operation: 'studies.publish', fault: 'drop_before' })
    const { code, out, err } = await cli(['studies', 'publish', id, '--yes', '--max-cost', '9 GBP'])
    expect({ code, out }).toEqual({ code: ExitCode.SERVER, out: '' })
    expect(err).toMatch(/was not published.*Run the command again/)
    expect(await statusOf(id)).toBe('UNPUBLISHED')
  })
})

describe.skipIf(!fs.existsSync('/usr/bin/script'))('studies publish on a terminal', () => {
  test.each([
    ['y', ExitCode.GOOD, 'ACTIVE'],
    ['n', ExitCode.REFUSED, 'UNPUBLISHED'],
    ['\u0003', ExitCode.INTERRUPTED, 'UNPUBLISHED'],
  ])('asks, and %j ends with %i', async (key, code, status) => {
    const id = await create()
    const ended = await lab.terminal(['studies', 'publish', id], async (write) => write(key))
    expect(ended.out).toMatch(/locks 8\.40 GBP of the wallet/)
    expect(ended.code).toBe(code)
    expect(await statusOf(id)).toBe(status)
  })

  test('what was changed while the question stood is not published', async () => {
    const id = await create()
    const { code, out } = await lab.terminal(['studies', 'publish', id], async (write) => {
      await client.studies.update({ id, reward: 300 })
      write('y')
    })
    expect(out).toMatch(/was changed meanwhile/)
    expect(code).toBe(ExitCode.REFUSED)
    expect(await statusOf(id)).toBe('UNPUBLISHED')
  })
})

describe('studies publish --dry-run', () => {
  test('shows the plan, publishes nothing, and ends with 0 where nothing looks wrong', async () => {
    const id = await create()
    const { code, out } = await cli(['studies', 'publish', id, '--dry-run', '--output', 'json'])
    expect(code).toBe(ExitCode.GOOD)
    expect(JSON.parse(out)).toMatchObject({
      study: { id, status: 'UNPUBLISHED' },
      cost: { total: { amount: '8.40', currency: 'GBP' } },
      wallet: { after: { amount: '9991.60', currency: 'GBP' } },
      problems: [],
      doubts: [],
    })
    expect(await statusOf(id)).toBe('UNPUBLISHED')
  })

  test.each([
    [
      { external_study_url: 'https://a.example/?p={{PROLIFIC_PID}}' },
      /\{\{PROLIFIC_PID\}\} in the address is no placeholder/,
    ],
    [{ external_study_url: 'https://a.example/' }, /no \{\{%PROLIFIC_PID%\}\}/],
    [
      { completion_codes: [{ code: 'X', code_type: 'OTHER', actions: [{ action: 'MANUALLY_REVIEW' }] }] },
      /has the type COMPLETED/,
    ],
    [
      { filters: [{ filter_id: 'age', selected_range: { lower: 99, upper: 100 } }] },
      /Fewer than 25 people are eligible/,
    ],
    [{ estimated_completion_time: 60 }, /less an hour than Prolific’s minimum/],
  ])('%j: ends with 1', async (changes, message) => {
    const id = await create(changes)
    const { code, out, err } = await cli(['studies', 'publish', id, '--dry-run'])
    expect(out).toMatch(message)
    expect({ code, err }).toEqual({ code: ExitCode.NO, err: '' })
  })
})
