import type { JudgeRequest } from '../judge.ts'
import type { HarmDirection } from '../metric.ts'
import type { FixedSampleOptions } from './options.ts'

/**
 * One-sided error rates of one comparison: the run's error of showing harm is shared between its comparisons, and between
 * both sides where harm lies on both; the claim of non-inferiority needs no sharing, because all metrics must make it.
 */
export function errorRates(
  request: Pick<JudgeRequest<FixedSampleOptions>, 'comparisons' | 'options'>,
  harm: HarmDirection,
): { readonly harm: number; readonly claim: number } {
  const sides = harm === 'either' ? 2 : 1
  return {
    harm: request.options.alpha / Math.max(1, request.comparisons) / sides,
    claim: request.options.promoteAlpha,
  }
}
