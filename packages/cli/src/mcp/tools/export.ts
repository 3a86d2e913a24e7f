import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Money, type SubmissionSummary } from 'prolific-kit'
import { makeOwnFolder } from '../../approvals/folder.ts'
import { minutesTaken } from '../../demo/review.ts'
import { currencyOf } from '../plans/money.ts'
import { object, text } from '../schemas.ts'
import { tool } from '../tool.ts'

/** The agent names no file: what it could write over is not its to choose. */
export const exportStudy = tool<{ study_id: string }>({
  name: 'export_study',
  title: 'Export submissions',
  description:
    "Writes all submissions of a study to a new CSV file in this server's folder of exports, readable by its owner alone and without addresses and demographics, and tells its name.",
  uses: ['studies.retrieve', 'submissions.list'],
  writesFile: true,
  input: () => object({ study_id: text('Study') }, ['study_id']),
  run: async ({ study_id }, { desk: { client, options } }) => {
    const { stringify } = await import('csv-stringify/sync')
    const study = await client.studies.retrieve({ id: study_id })
    const currency = await currencyOf(client, study)
    const rows = (await client.submissions.list({ study: study.id }).toArray()).map((row) =>
      line(row, currency),
    )
    const file = path.join(
      makeOwnFolder(options.exports),
      `${study.id}-submissions-${randomUUID().slice(0, 8)}.csv`,
    )
    writeFileSync(file, stringify(rows, { header: true, escape_formulas: true }), { flag: 'wx', mode: 0o600 })
    return { file, rows: rows.length, columns: Object.keys(rows[0] ?? {}) }
  },
})

function line(row: SubmissionSummary, currency: 'GBP' | 'USD') {
  const bonuses = (row.bonus_payments ?? []).map((minor) => Money.fromMinorUnits(minor, currency))
  return {
    submission_id: row.id,
    participant_id: row.participant_id,
    status: row.status,
    started_at: row.started_at,
    completed_at: row.completed_at ?? '',
    minutes: minutesTaken(row)?.toFixed(1) ?? '',
    study_code: row.study_code ?? row.entered_code ?? '',
    bonuses: Money.sum(bonuses, currency).toDecimal(),
    currency,
  }
}
