import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbox_events')
    .addColumn('event_id', 'text', (column) => column.primaryKey())
    .addColumn('event_type', 'text', (column) => column.notNull())
    .addColumn('resource_id', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'timestamptz')
    .addColumn('signed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('handled_at', 'timestamptz')
    .addColumn('why', 'text')
    .execute()
  await db.schema
    .createIndex('inbox_events_resource')
    .on('inbox_events')
    .columns(['state', 'resource_id'])
    .execute()
  await db.schema.createIndex('inbox_events_age').on('inbox_events').column('received_at').execute()
  await db.schema
    .createTable('inbox_secrets')
    .addColumn('workspace_id', 'text', (column) => column.primaryKey())
    .addColumn('claim', 'uuid', (column) => column.notNull())
    .addColumn('claimed_at', 'timestamptz', (column) => column.notNull())
    .execute()
}
