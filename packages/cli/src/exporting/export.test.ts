import fs from 'node:fs'
import { readCsv, readTable } from '@prolific-kit/workflows'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { gbp } from 'prolific-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'
import { join } from './join.ts'

const lab = await openLab('export')
const { client, sandbox, cli } = lab
afterAll(() => lab.close())

let study: string
beforeAll(async () => {
  study = await lab.study()
  const { arrivals } = await sandbox.participants.arrive({ study, count: 4, behaviour: 'diligent' })
  await sandbox.idle()
  const { id } = await client.bonuses.setUp({
    study_id: study,
    bonuses: [{ submission_id: arrivals[0]!.submission!, amount: gbp('0.75') }],
  })
  await client.bonuses.pay({ id })
  await sandbox.advance('5 min')
})

describe('export', () => {
  test('joins submissions with what participants say, as CSV in a file that is one’s own', async () => {
    const file = `${lab.home}/all.csv`
    const { code, out, err } = await cli(['export', study, '--yes', '--out', file])
    expect({ code, out }).toEqual({ code: ExitCode.GOOD, out: '' })
    expect(err).toMatch(/4 submissions of study .* readable by you alone/)
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    const rows = readTable(fs.readFileSync(file, 'utf8'))
    expect(rows).toHaveLength(4)
    expect(rows[0]).toMatchObject({
      status: 'AWAITING REVIEW',
      code: 'DONE',
      reward: '1.50',
      currency: 'GBP',
    })
    expect(rows.map(({ bonuses }) => bonuses).sort()).toEqual(['0.00', '0.00', '0.00', '0.75'])
    const { demographics } = await client.submissions.retrieveDemographics({ id: rows[2]!.submission_id! })
    expect(rows[2]).toMatchObject({ Age: String(demographics!.Age), Sex: demographics!.Sex })
    expect(Object.keys(rows[0]!)).not.toContain('Submission id')
  })

  test('has no addresses and no strata unless they are asked for', async () => {
    const columns = async (...words: string[]) =>
      Object.keys(
        JSON.parse((await cli(['export', study, '-o', 'json', '--no-demographics', ...words])).out)[0],
      )
    expect(await columns()).not.toEqual(expect.arrayContaining(['ip']))
    expect(await columns()).not.toEqual(expect.arrayContaining(['strata']))
    expect(await columns('--with-ip', '--with-strata')).toEqual(expect.arrayContaining(['ip', 'strata']))
    expect(await columns('--fields', 'submission_id,ip')).toEqual(['submission_id', 'ip'])
  })

  test('the first demographic export asks; to repeat it is free, with the filters that it had', async () => {
    const other = await lab.study()
    const { code, out, err } = await cli(['export', other])
    expect({ code, out }).toEqual({ code: ExitCode.USAGE, out: '' })
    expect(err).toMatch(/first demographic export.*--no-demographics/s)
    const count = async () => (await client.studies.retrieveDemographicExportHistory({ id: other })).count
    expect(await count()).toBe(0)
    expect((await cli(['export', other, '--yes'])).code).toBe(ExitCode.GOOD)
    expect((await cli(['export', other])).code).toBe(ExitCode.GOOD)
    expect(await count()).toBe(1)
  })

  test('a key that may not see demographics is told how to do without', async () => {
    const operation = 'studies.retrieveDemographicExportHistory'
    await sandbox.faults.add({ operation, fault: { type: 'status', status: 403 }, times: 1 })
    const { code, err } = await cli(['export', study, '--yes'])
    expect(code).toBe(ExitCode.REFUSED)
    expect(err).toMatch(/--no-demographics writes the submissions alone/)
  })

  test('takes a selection and other formats', async () => {
    const { out } = await cli(['export', study, '--no-demographics', '--status', 'approved', '-o', 'ndjson'])
    expect(out).toBe('')
    const all = await cli(['export', study, '--no-demographics', '--code', 'DONE', '-o', 'ndjson'])
    expect(
      all.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).code),
    ).toEqual(Array(4).fill('DONE'))
  })

  test('there is no such study', async () => {
    const { code, out } = await cli(['export', 'f'.repeat(24), '--yes'])
    expect({ code, out }).toEqual({ code: ExitCode.NOT_FOUND, out: '' })
  })
})

test('a list without what the vendor does not describe is joined too', () => {
  const row = { id: 'a', participant_id: 'p', status: 'ACTIVE', started_at: 'x', has_siblings: false }
  expect(join([row], [], undefined)).toEqual([
    expect.objectContaining({ submission_id: 'a', time_taken: null, reward: null, bonuses: null }),
  ])
})

test('CSV that is written is read as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'a,"\n\r é') })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 }),
      fc.boolean(),
      (rows, bom) => {
        expect(readCsv(`${bom ? '\uFEFF' : ''}${stringify(rows)}`)).toEqual(rows)
      },
    ),
    { numRuns: 200 },
  )
})
