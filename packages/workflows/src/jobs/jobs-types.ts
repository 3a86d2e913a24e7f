/** What jobs are to the workflows. It names nothing of pg-boss, so that the types of this package need none of its. */
import type { Transaction } from '../database/database.ts'
import type { JobData, Kind } from './kinds.ts'

export interface SendOptions {
  /** Sends it with this transaction, or not at all. */
  in?: Transaction
  /** Milliseconds until it may begin. */
  after?: number
}

export interface WorkOptions {
  /** Only jobs of these kinds; all, if not said. */
  kinds?: readonly Kind[]
  /** Whether jobs are sent first for whatever is unfinished. They are, if not said. */
  resume?: boolean
  /** Told of each job that failed and is tried again later. */
  onFailure?: (error: unknown) => void
}

export interface Jobs {
  /** Leaves a job. If one with the same key waits already, that one will do. */
  send<K extends Kind>(kind: K, key: string, data: JobData[K], options?: SendOptions): Promise<void>
  /** Does jobs in this process, until it is stopped; those under way are finished. */
  work(options?: WorkOptions): Promise<{ stop(): Promise<void> }>
  /** Jobs that are under way, or may begin by now. */
  open(): Promise<number>
  close(): Promise<void>
}
