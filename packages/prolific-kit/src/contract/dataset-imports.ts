import type { DatasetRef } from './dataset.ts'
import type { Open } from './operation.ts'

/** One import of a dataset. */
export interface DatasetImportRef extends DatasetRef {
  /**
   * Id of the import, as `datasets.retrieveUploadUrl` answers it.
   * @format uuid
   */
  import_id: string
}

/** A record of a file that was refused. */
export interface DatasetImportError {
  /**
   * Which record of the file, counted from 0.
   * @asType integer
   * @minimum 0
   */
  record_index?: number | null
  /** Key of the field that is wrong; `_raw` where the record could not be read at all. */
  field?: string | null
  /** What is wrong. */
  reason?: string | null
}

/** Taking one file into a dataset with a schema. */
export interface DatasetImport {
  /**
   * Id of the dataset.
   * @format uuid
   */
  dataset_id: string
  /**
   * Id of the import.
   * @format uuid
   */
  import_id: string
  /** Kind of the import. */
  type: Open<'file_upload'>
  /** Name of the file, as it was given to `datasets.retrieveUploadUrl`. */
  filename?: string | null
  /**
   * When it was created.
   * @format date-time
   */
  created_at: string
  /**
   * When it last changed.
   * @format date-time
   */
  updated_at: string
  /**
   * Where it stands: `uninitialised` until the file is there, `queued` behind another import, `processing`. Final are
   * `complete`, `partial` (some records were refused), `failed` (nothing was taken), and `pending_schema` until the
   * dataset has a schema.
   */
  status: Open<
    'uninitialised' | 'queued' | 'processing' | 'complete' | 'partial' | 'failed' | 'pending_schema'
  >
  /**
   * Records taken. Told when it is `complete` or `partial`.
   * @asType integer
   * @minimum 0
   */
  accepted_count?: number
  /**
   * Records refused. Told when it is `partial`.
   * @asType integer
   * @minimum 0
   */
  rejected_count?: number
  /** The refused records. Told when it is `partial`. */
  errors?: DatasetImportError[]
  /** What went wrong. Told when it has `failed`. */
  reason?: string
  /**
   * Records that were there already. Read by the vendor's own tool, not described.
   * @asType integer
   * @minimum 0
   */
  duplicate_count?: number
  /**
   * When the work began. Read by the vendor's own tool, not described.
   * @format date-time
   */
  processing_started_at?: string
  /**
   * How far into the file the work is; whether in bytes or records is not said. Read by the vendor's own tool, not described.
   * @asType integer
   * @minimum 0
   */
  processed_offset?: number
  /**
   * Datapoints written so far. Read by the vendor's own tool, not described.
   * @asType integer
   * @minimum 0
   */
  written_count?: number
  /**
   * Records met so far that were there already. Read by the vendor's own tool, not described.
   * @asType integer
   * @minimum 0
   */
  duplicate_seen_count?: number
  /**
   * Records refused so far. Read by the vendor's own tool, not described.
   * @asType integer
   * @minimum 0
   */
  rejected_seen_count?: number
}
