import type { Kysely } from 'kysely'
import type { Run } from '../runs/index.ts'
import { encodeDocument } from './document.ts'
import type { createGroupCommit } from './group-commit.ts'
import { readRow } from './read-row.ts'
import { runShape } from './run-shape.ts'
import type { Tables } from './schema.ts'
import type { RunStore } from './store.ts'

export function createRunStore(db: Kysely<Tables>, commit: ReturnType<typeof createGroupCommit>): RunStore {
  return {
    create: async (run) => {
      const row = rowOf(run)
      await commit((transaction) => transaction.insertInto('runs').values(row).execute())
    },
    find: async (id) => {
      const row = await db.selectFrom('runs').select(['id', 'document']).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : readRow(runShape, 'runs', row)
    },
    replace: async (run) => {
      const row = rowOf(run)
      return commit(async (transaction) => {
        const result = await transaction
          .updateTable('runs')
          .set(row)
          .where('id', '=', run.id)
          .where('revision', '=', run.revision - 1)
          .executeTakeFirst()
        return result.numUpdatedRows === 1n
      })
    },
    due: async (now, limit) => {
      const rows = await db
        .selectFrom('runs')
        .select('id')
        .where('next_action_at', '<=', now)
        .orderBy('next_action_at')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
    nextActionAt: async () => {
      const row = await db
        .selectFrom('runs')
        .select('next_action_at')
        .where('next_action_at', 'is not', null)
        .orderBy('next_action_at')
        .limit(1)
        .executeTakeFirst()
      return row?.next_action_at ?? null
    },
    active: async (service, environment) => {
      const rows = await db
        .selectFrom('runs')
        .select(['id', 'document'])
        .where('service', '=', service)
        .where('environment', environment === null ? 'is' : '=', environment)
        .where('status', '!=', 'completed')
        .execute()
      return rows.map((row) => readRow(runShape, 'runs', row))
    },
    latest: async ({ service, environment, version }) => {
      let query = db.selectFrom('runs').select(['id', 'document']).where('service', '=', service)
      if (environment !== null) query = query.where('environment', '=', environment)
      if (version !== null) query = query.where('version', '=', version)
      const row = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : readRow(runShape, 'runs', row)
    },
  }
}

function rowOf(run: Run): Tables['runs'] {
  return {
    id: run.id,
    revision: run.revision,
    created_at: run.createdAt,
    service: run.subject.service,
    environment: run.subject.environment,
    version: run.subject.version,
    status: run.status,
    next_action_at: run.nextActionAt,
    document: encodeDocument(run),
  }
}
