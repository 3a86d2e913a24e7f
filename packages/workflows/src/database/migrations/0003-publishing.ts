import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('publish_plans')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('study_id', 'text', (column) => column.notNull())
    .addColumn('study_name', 'text', (column) => column.notNull())
    .addColumn('currency', 'text', (column) => column.notNull())
    .addColumn('cost', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('content', 'jsonb', (column) => column.notNull())
    .addColumn('options', 'jsonb', (column) => column.notNull())
    .addColumn('problems', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('published_by', 'text')
    .addColumn('changes', 'jsonb', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('committed_at', 'timestamptz')
    .addColumn('attempted_at', 'timestamptz')
    .addColumn('settled_at', 'timestamptz')
    .execute()
  await db.schema
    .createIndex('publish_plans_study')
    .on('publish_plans')
    .columns(['study_id', 'state'])
    .execute()
}
