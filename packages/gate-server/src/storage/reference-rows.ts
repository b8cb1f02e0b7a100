import type { Observation, Reference } from '@kosmos/analysis/evidence'
import type { Transaction } from 'kysely'
import { encodeDocument } from './document.ts'
import type { Tables } from './schema.ts'
import type { ReferenceKey } from './store.ts'

/** As many observations of each state are kept of a policy's condition on a branch; resets are kept for good. */
const kept = 30
/** More rows than this are not removed at once; the next writing removes the others. */
const removedAtOnce = 1000

/** A reference as its row holds it: a reset may leave nothing to compare with. */
export interface ReferenceDocument extends Omit<Reference, 'observation'> {
  readonly observation: Observation | null
}

/** Adds a row as the newest of its key, and removes those of the same state that are too old to be used. */
export async function addReference(
  transaction: Transaction<Tables>,
  row: {
    readonly id: string
    readonly key: ReferenceKey
    readonly kind: string | null
    readonly state: Tables['reference_evidence']['state']
    readonly evaluation: string | null
    readonly document: ReferenceDocument
  },
): Promise<void> {
  const { id, key, kind, state, evaluation } = row
  const { newest } = await transaction
    .selectFrom('reference_evidence')
    .select(({ fn }) => fn.max('place').as('newest'))
    .where('service', '=', key.service)
    .where('branch', '=', key.branch)
    .where('policy', '=', key.policy)
    .where('condition', '=', key.condition)
    .$castTo<{ newest: number | null }>()
    .executeTakeFirstOrThrow()
  await transaction
    .insertInto('reference_evidence')
    .values({ id, ...key, kind, state, place: (newest ?? 0) + 1, evaluation, document: encodeDocument(row.document) })
    .execute()
  if (state === 'reset') return
  await transaction
    .deleteFrom('reference_evidence')
    .where('id', 'in', (query) =>
      query
        .selectFrom('reference_evidence')
        .select('id')
        .where('service', '=', key.service)
        .where('branch', '=', key.branch)
        .where('policy', '=', key.policy)
        .where('condition', '=', key.condition)
        .where('state', '=', state)
        .orderBy('place', 'desc')
        .orderBy('id', 'desc')
        .limit(removedAtOnce)
        .offset(kept),
    )
    .execute()
}
