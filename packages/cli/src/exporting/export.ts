import { readTable, type Selection, select, unlessRefused } from '@prolific-kit/workflows'
import type { Currency } from 'prolific-kit'
import { agree } from '../agree.ts'
import { RefusedError } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { GuardOptions } from '../guard.ts'
import { checkWritable, show } from '../output/index.ts'
import type { Session } from '../session.ts'
import { join } from './join.ts'

export interface ExportOptions extends GlobalOptions, GuardOptions {
  /** `false` after `--no-demographics`. */
  demographics?: boolean
  withIp?: boolean
  withStrata?: boolean
}

/** Writes the submissions of a study with what their participants say about themselves. */
export async function exportStudy(
  session: Session,
  id: string,
  options: ExportOptions,
  selection: Selection = {},
): Promise<void> {
  const { client, say } = session
  // An export that cannot be kept would use up one of the two that a study has.
  if (options.out !== undefined) checkWritable(options.out)
  const study = await client.studies.retrieve({ id })
  const csv = options.demographics === false ? '' : await demographicsOf(session, id, options)
  const { rows, strangers } = select(await client.studies.listSubmissions({ id }).toArray(), selection)
  if (strangers.length) say(`Not in this study: ${strangers.join(', ')}`)
  const joined = join(rows, readTable(csv), currencyOf(study))
  const asked = [options.withIp && 'ip', options.withStrata && 'strata', ...(options.fields ?? [])]
  const hidden = ['ip', 'strata'].filter((name) => !asked.includes(name))
  const shown = joined.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name))),
  )
  await show(shown, { ...options, output: options.output ?? 'csv' })
  say(
    `${rows.length} submissions of study ${id}${options.out ? ` in ${options.out}, readable by you alone` : ''}.`,
  )
}

/** A study has two exports with different filters. The first is asked about; the filters of an earlier one are free. */
async function demographicsOf({ client }: Session, id: string, options: ExportOptions): Promise<string> {
  const history = await unlessRefused(client.studies.retrieveDemographicExportHistory({ id }))
  if (!history)
    throw new RefusedError(
      `Prolific gives no demographics of study ${id} to this key. --no-demographics writes the submissions alone.`,
    )
  const filters = history.count > 0 ? history.filters : undefined
  if (!filters) {
    const what = `This is the first demographic export of study ${id}, and a study has two with different filters. To repeat it is free; --no-demographics does without.`
    await agree({ operation: 'studies.exportDemographics', what }, options)
  }
  return client.studies.exportDemographics({ id, filters: filters ?? [] })
}

const currencyOf = ({ currency_code: code }: { currency_code?: string | null }): Currency | undefined =>
  code === 'GBP' || code === 'USD' ? code : undefined
