import { betaQuantile } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { checkCounts } from './check-proportion.ts'
import { checkAlternative, checkLevel, type Alternative } from './sample.ts'

/**
 * Clopper and Pearson's exact interval of one proportion: the shares that neither tail of the binomial law rejects. It
 * holds the true share at least as often as its level says, whatever the share; so it is wider than Wilson's.
 *
 * @param proportion - whole numbers.
 * @param alternative - one-sided intervals are [0, upper] for `less` and [lower, 1] for `greater`.
 * @returns 0 for a lower limit without events, 1 for an upper one with nothing else; [0, 1] of 0 trials.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold or the level is outside.
 * @see Clopper and Pearson (1934), Biometrika 26; by beta quantiles as R's `binom.test`.
 * @example
 * ```ts
 * clopperPearson({ events: 0, total: 1 }, 0.95).upper // 0.975
 * ```
 */
export function clopperPearson(
  proportion: Proportion,
  level: number,
  alternative: Alternative = 'two-sided',
): { readonly lower: number; readonly upper: number } {
  checkLevel(level)
  checkAlternative(alternative)
  checkCounts(proportion, 'proportion')
  const { events, total } = proportion
  const alpha = alternative === 'two-sided' ? (1 - level) / 2 : 1 - level
  const others = total - events
  return {
    lower: events === 0 || alternative === 'less' ? 0 : betaQuantile(alpha, events, others + 1),
    upper: others === 0 || alternative === 'greater' ? 1 : betaQuantile(1 - alpha, events + 1, others),
  }
}
