import type { Reference } from '@kosmos/analysis/evidence'
import { referencesOf } from '@kosmos/analysis/gates'
import type { ReferenceStore } from '../storage/index.ts'
import type { EvaluateGateRequest } from './engine.ts'
import type { FoundPolicy } from './find-policy.ts'

/**
 * What the conditions of a gate compare with, by their ids.
 *
 * @throws AnalysisError `gate-unknown`.
 */
export async function loadReferences(
  store: ReferenceStore,
  { policy, key }: Pick<FoundPolicy, 'policy' | 'key'>,
  { gate, subject }: Pick<EvaluateGateRequest, 'gate' | 'subject'>,
): Promise<ReadonlyMap<string, readonly Reference[]>> {
  const { service } = subject
  const found = await Promise.all(
    referencesOf(policy, gate).map(
      async (query) => [query.condition, await store.newest({ ...query, service, policy: key })] as const,
    ),
  )
  return new Map(found)
}
