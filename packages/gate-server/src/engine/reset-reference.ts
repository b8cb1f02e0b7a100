import { ServerError } from '../errors.ts'
import type { ListedReference } from '../storage/index.ts'
import type { EngineDependencies } from './dependencies.ts'
import type { ResetReferenceRequest } from './engine.ts'

/**
 * Sets the reference of a condition on a branch, on record: to what an evaluation observed, whether it was accepted then
 * or not, or to nothing. What stood before is not used any more and stays to be read.
 *
 * @throws ServerError `not-found` where the evaluation observed nothing for that condition of that service under that policy.
 */
export async function resetReference(
  { store, clock, newId, logger }: Pick<EngineDependencies, 'store' | 'clock' | 'newId' | 'logger'>,
  { evaluation, who, why, ...key }: ResetReferenceRequest,
): Promise<readonly ListedReference[]> {
  const found = evaluation === null ? null : await store.references.observed(evaluation, key)
  if (evaluation !== null && found === null) {
    throw new ServerError(
      'not-found',
      `Evaluation '${evaluation}' observed nothing for the condition '${key.condition}' of '${key.service}' under the policy '${key.policy}' that is kept; expected the id of an evaluation of this service under this policy on a branch`,
    )
  }
  const to =
    found === null
      ? null
      : { kind: found.kind, commit: found.reference.commit, observation: found.reference.observation }
  await store.references.reset({ id: newId(), key, at: clock.now(), who, why, to })
  logger.info({ ...key, who, why, evaluation }, 'reference reset')
  return store.references.list(key)
}
