/** Your own data about participants, joined to submissions by whatever id they have. */
import { readFile } from 'node:fs/promises'
import { readTable } from '../csv.ts'
import { RefusedPlanError } from '../errors.ts'

/** What you know of one participant or submission, by field. */
export type OwnRecord = Readonly<Record<string, unknown>>

/**
 * Records as a list, a map by id, or the path of a CSV file with a heading. In a list or a file the id stands in a
 * field such as `submission_id`, `session_id`, `participant_id` or `PROLIFIC_PID`.
 */
export type Records = readonly OwnRecord[] | ReadonlyMap<string, OwnRecord> | string

export interface RecordBook {
  /** The record of a submission, by its own id first, then by its participant's. */
  of(submission_id: string, participant_id: string): OwnRecord | undefined
  /** The field that says whether the work was finished, if any record has it. */
  readonly finishedField: string | undefined
}

const SUBMISSION_FIELDS = ['submission_id', 'submission', 'session_id', 'session', 'prolific_session_id']
const PARTICIPANT_FIELDS = ['participant_id', 'participant', 'prolific_pid', 'pid', 'prolific_id', 'id']
const ID = /^[0-9a-f]{24}$/

/** Reads records. Throws `RefusedPlanError` for a file that cannot be read, and for records that have no ids. */
export async function openRecords(records: Records, finishedField = 'finished'): Promise<RecordBook> {
  const byId = new Map<string, OwnRecord>()
  const all =
    records instanceof Map
      ? [...(records as ReadonlyMap<string, OwnRecord>)].map(([id, record]) => ({ id: plainId(id), record }))
      : (typeof records === 'string'
          ? await readRecords(records)
          : (records as readonly OwnRecord[])
        ).flatMap(keyed)
  for (const { id, record } of all) if (id) byId.set(id, record)
  const count = records instanceof Map ? records.size : all.length
  if (byId.size === 0 && count > 0)
    throw new RefusedPlanError(
      `None of the ${count} records has an id: there must be a field such as submission_id or participant_id, with ids of 24 hexadecimal digits.`,
    )
  const field = [...byId.values()].some((record) => fieldOf(record, finishedField) !== undefined)
    ? finishedField
    : undefined
  return {
    of: (submission, participant) => byId.get(plainId(submission)) ?? byId.get(plainId(participant)),
    finishedField: field,
  }
}

/** A record by each of its ids. One that is about a submission says nothing of its participant's others. */
function keyed(record: OwnRecord): { id: string; record: OwnRecord }[] {
  for (const fields of [SUBMISSION_FIELDS, PARTICIPANT_FIELDS])
    for (const field of fields) {
      const id = plainId(fieldOf(record, field))
      if (ID.test(id)) return [{ id, record }]
    }
  return [{ id: '', record }]
}

async function readRecords(file: string): Promise<OwnRecord[]> {
  try {
    return readTable(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)))
  } catch (error) {
    const why = error instanceof TypeError ? 'it is no text in UTF-8' : (error as Error).message
    throw new RefusedPlanError(`The records in ${file} cannot be read: ${why}.`)
  }
}

/** A field of a record, whatever the capitals and blanks of its name. */
export function fieldOf(record: OwnRecord, field: string): unknown {
  if (Object.hasOwn(record, field)) return record[field]
  const name = Object.keys(record).find((one) => plainName(one) === plainName(field))
  return name === undefined ? undefined : record[name]
}

const plainName = (name: string): string => name.trim().toLowerCase().replace(/[ -]+/g, '_')
const plainId = (id: unknown): string =>
  String(id ?? '')
    .trim()
    .toLowerCase()

const YES = new Set(['true', 'yes', 'y', '1', 'finished', 'complete', 'completed', 'done'])

/** Whether a record says that the work was finished. Where no record has a field for that, having one is enough. */
export function isFinished(record: OwnRecord | undefined, finishedField: string | undefined): boolean {
  if (!record) return false
  if (finishedField === undefined) return true
  return YES.has(
    String(fieldOf(record, finishedField) ?? '')
      .trim()
      .toLowerCase(),
  )
}
