import type { Run } from '../runs/index.ts'
import type { StoredEvaluation, SubjectFilter } from '../storage/index.ts'
import type { EngineDependencies } from './dependencies.ts'

/**
 * The newest run of a subject, or its newest evaluation where it never had a run; `null` where nothing is known. A run
 * goes first whatever was evaluated since: a gate that passed beside a canary must not read as its promotion.
 */
export async function readVerdict(
  { store }: EngineDependencies,
  filter: SubjectFilter,
): Promise<{ readonly run: Run } | { readonly evaluation: StoredEvaluation } | null> {
  const run = await store.runs.latest(filter)
  if (run !== null) return { run }
  const evaluation = await store.evaluations.latest(filter)
  return evaluation === null ? null : { evaluation }
}
