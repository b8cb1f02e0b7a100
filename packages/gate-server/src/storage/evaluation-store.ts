import type { Kysely } from 'kysely'
import { z } from 'zod'
import { encodeDocument } from './document.ts'
import type { createGroupCommit } from './group-commit.ts'
import { readRow } from './read-row.ts'
import { addReference } from './reference-rows.ts'
import type { Tables } from './schema.ts'
import type { EvaluationStore, StoredEvaluation } from './store.ts'
import { verdictShape } from './verdict-shape.ts'

const shape: z.ZodType<StoredEvaluation> = z.object({
  id: z.string(),
  createdAt: z.number(),
  policyDocument: z.string(),
  verdict: verdictShape,
})

export function createEvaluationStore(
  db: Kysely<Tables>,
  write: ReturnType<typeof createGroupCommit>,
): EvaluationStore {
  return {
    append: async (evaluation, observed = []) => {
      const { subject } = evaluation.verdict
      const { service, branch, commit } = subject
      const row = {
        id: evaluation.id,
        created_at: evaluation.createdAt,
        service: subject.service,
        environment: subject.environment,
        version: subject.version,
        document: encodeDocument(evaluation),
      }
      await write(async (transaction) => {
        await transaction.insertInto('evaluations').values(row).execute()
        if (branch === null) return
        for (const { policy, condition, kind, accepted, observation } of observed) {
          const { id, createdAt: acceptedAt } = evaluation
          await addReference(transaction, {
            id: `${id}:${condition}`,
            key: { service, branch, policy, condition },
            kind,
            state: accepted ? 'accepted' : 'refused',
            evaluation: id,
            document: { branch, commit, acceptedAt, origin: { kind: 'evaluation', id }, observation },
          })
        }
      })
    },
    find: async (id) => {
      const row = await db.selectFrom('evaluations').select(['id', 'document']).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : readRow(shape, 'evaluations', row)
    },
    latest: async ({ service, environment, version }) => {
      let query = db.selectFrom('evaluations').select(['id', 'document']).where('service', '=', service)
      if (environment !== null) query = query.where('environment', '=', environment)
      if (version !== null) query = query.where('version', '=', version)
      const row = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : readRow(shape, 'evaluations', row)
    },
  }
}
