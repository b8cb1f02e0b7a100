import type { Run } from '../runs/index.ts'
import type { StoredEvaluation, SubjectFilter } from '../storage/index.ts'
import type { EngineDependencies } from './dependencies.ts'

/** The newest run or evaluation of a subject, whichever is newer; `null` where nothing is known. */
export async function readVerdict(
  { store }: EngineDependencies,
  filter: SubjectFilter,
): Promise<{ readonly run: Run } | { readonly evaluation: StoredEvaluation } | null> {
  const [run, evaluation] = await Promise.all([store.runs.latest(filter), store.evaluations.latest(filter)])
  if (run === null) return evaluation === null ? null : { evaluation }
  if (evaluation === null || run.createdAt >= evaluation.createdAt) return { run }
  return { evaluation }
}
