import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Every change of the tables, in order of name. One that has been released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-begin': { up: begin },
  '0002-references': { up: addReferences },
}

async function begin(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('evaluations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('environment', 'text')
    .addColumn('version', 'text')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('evaluations_subject').on('evaluations').columns(['service', 'created_at']).execute()
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('environment', 'text')
    .addColumn('version', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('next_action_at', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('runs_subject').on('runs').columns(['service', 'created_at']).execute()
  await db.schema.createIndex('runs_next_action').on('runs').column('next_action_at').execute()
  await db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema
    .createTable('idempotency')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('request_digest', 'text', (column) => column.notNull())
    .addColumn('resource_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function addReferences(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reference_evidence')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('condition', 'text', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('kind', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('place', 'bigint', (column) => column.notNull())
    .addColumn('evaluation', 'text')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('reference_evidence_key')
    .on('reference_evidence')
    .columns(['service', 'branch', 'policy', 'condition', 'place'])
    .execute()
  await db.schema
    .createIndex('reference_evidence_evaluation')
    .on('reference_evidence')
    .columns(['evaluation', 'condition'])
    .execute()
}
