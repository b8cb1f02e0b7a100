import { kosmosPolicy } from '@kosmos/analysis/policy'
import type { GivenPolicy } from './policy-reference.ts'
import { UsageError } from './usage-error.ts'

/**
 * The document itself, where no service is asked.
 *
 * @throws UsageError for a name other than the shipped policy's: names are the service's to know.
 */
export function policyDocument(policy: GivenPolicy): string {
  if ('document' in policy) return policy.document
  if (policy.name === 'kosmos') return kosmosPolicy
  throw new UsageError(
    `Expected a policy file, or 'kosmos' for the shipped policy, got '${policy.name}'; other names are known to a service (--server)`,
  )
}
