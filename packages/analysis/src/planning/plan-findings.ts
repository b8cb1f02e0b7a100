import type { LintFinding, ResolvedPolicy } from '../policy/index.ts'
import { planCanary } from './plan-canary.ts'

/**
 * What `lintPolicy` cannot say, because planning stands above the policy: a plan that declares its traffic and cannot
 * conclude is an error. Nothing is found where no traffic is declared, because nothing is known.
 *
 * @example
 * ```ts
 * planFindings({ version: 1, name: 'mine', gates: [], canary: null }) // []
 * ```
 */
export function planFindings({ canary }: ResolvedPolicy): readonly LintFinding[] {
  if (canary?.traffic === undefined) return []
  return planCanary(canary, { traffic: canary.traffic }).shortcomings.map(({ pointer, sentence }) => ({
    severity: 'error',
    code: 'cannot-conclude',
    pointer,
    message: `this canary cannot conclude: ${sentence}`,
  }))
}
