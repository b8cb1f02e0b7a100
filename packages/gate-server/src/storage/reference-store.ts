import { observationSchema, type Reference } from '@kosmos/analysis/evidence'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { createGroupCommit } from './group-commit.ts'
import { readRow } from './read-row.ts'
import { addReference, type ReferenceDocument } from './reference-rows.ts'
import type { Tables } from './schema.ts'
import type { ListedReference, ReferenceStore } from './store.ts'

const shape: z.ZodType<ReferenceDocument> = z.object({
  branch: z.string(),
  commit: z.string().nullable(),
  acceptedAt: z.number(),
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('evaluation'), id: z.string() }),
    z.object({ kind: z.literal('reset'), who: z.string(), why: z.string() }),
  ]),
  observation: observationSchema.nullable(),
})

export function createReferenceStore(db: Kysely<Tables>, write: ReturnType<typeof createGroupCommit>): ReferenceStore {
  return {
    newest: async ({ service, branch, policy, condition, kind, most }) => {
      const rows = await db
        .selectFrom('reference_evidence')
        .select(['id', 'document'])
        .where('service', '=', service)
        .where('branch', '=', branch)
        .where('policy', '=', policy)
        .where('condition', '=', condition)
        .where('kind', '=', kind)
        .where('state', '!=', 'refused')
        // One statement, so that a reset in between is seen as a whole or not at all.
        .where((of) =>
          of(
            'place',
            '>=',
            of.fn.coalesce(
              of
                .selectFrom('reference_evidence')
                .select(({ fn }) => fn.max('place').as('cut'))
                .where('service', '=', service)
                .where('branch', '=', branch)
                .where('policy', '=', policy)
                .where('condition', '=', condition)
                .where('state', '=', 'reset'),
              of.val(0),
            ),
          ),
        )
        .orderBy('place', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute()
      return rows.flatMap((row) => referenceOf(readRow(shape, 'reference_evidence', row)) ?? [])
    },
    list: async ({ service, branch }) => {
      const rows = await db
        .selectFrom('reference_evidence')
        .select(['id', 'policy', 'condition', 'kind', 'state', 'place', 'document'])
        .where('service', '=', service)
        .where('branch', '=', branch)
        .where('state', '!=', 'refused')
        .orderBy('policy')
        .orderBy('condition')
        .orderBy('place', 'desc')
        .orderBy('id', 'desc')
        .execute()
      const cuts = new Map<string, number>()
      const keyOf = (of: { policy: string; condition: string }): string => JSON.stringify([of.policy, of.condition])
      for (const { state, place, ...of } of rows) {
        if (state === 'reset' && !cuts.has(keyOf(of))) cuts.set(keyOf(of), place)
      }
      return rows.map(({ policy, condition, kind, place, ...row }): ListedReference => ({
        policy,
        condition,
        kind,
        ...readRow(shape, 'reference_evidence', row),
        used: place >= (cuts.get(keyOf({ policy, condition })) ?? 0),
      }))
    },
    observed: async (evaluation, { service, policy, condition }) => {
      const row = await db
        .selectFrom('reference_evidence')
        .select(['id', 'kind', 'document'])
        .where('evaluation', '=', evaluation)
        .where('condition', '=', condition)
        .where('service', '=', service)
        .where('policy', '=', policy)
        .executeTakeFirst()
      if (row === undefined || row.kind === null) return null
      const reference = referenceOf(readRow(shape, 'reference_evidence', row))
      return reference === null ? null : { kind: row.kind, reference }
    },
    reset: ({ id, key, at, who, why, to }) =>
      write((transaction) =>
        addReference(transaction, {
          id,
          key,
          kind: to?.kind ?? null,
          state: 'reset',
          evaluation: null,
          document: {
            branch: key.branch,
            commit: to?.commit ?? null,
            acceptedAt: at,
            origin: { kind: 'reset', who, why },
            observation: to?.observation ?? null,
          },
        }),
      ),
  }
}

function referenceOf({ observation, ...reference }: ReferenceDocument): Reference | null {
  return observation === null ? null : { ...reference, observation }
}
