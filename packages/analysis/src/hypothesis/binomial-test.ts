import { binomialCdf, binomialMass, binomialSurvival, checkProbability } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { clopperPearson } from './clopper-pearson.ts'
import { exactTwoSided } from './exact-two-sided.ts'
import type { Alternative } from './sample.ts'

export interface BinomialTest {
  /** The share that was seen; `null` of 0 trials. */
  readonly estimate: number | null
  readonly pValue: number
  /** Clopper and Pearson's interval at `level`; one-sided where the alternative is. */
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * The exact test of one proportion against a share that is known.
 *
 * Two-sided it adds the probabilities of all outcomes that are no more probable than the observed one, as R does; other
 * programs double the smaller tail. The interval inverts both tails, so that near the limit it can disagree with this
 * p-value.
 *
 * @param proportion - whole numbers. @param nullShare - share of the null hypothesis, from 0 to 1.
 * @param options.level - confidence of the interval. Default 0.95.
 * @returns p = 1 and the interval [0, 1] of 0 trials: no evidence.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold, or the share or the level is outside.
 * @see Clopper and Pearson (1934), Biometrika 26; R's `binom.test`.
 * @example
 * ```ts
 * binomialTest({ events: 0, total: 2 }, 0.5).pValue // 0.5
 * ```
 */
export function binomialTest(
  proportion: Proportion,
  nullShare: number,
  options: { readonly alternative?: Alternative; readonly level?: number } = {},
): BinomialTest {
  const { alternative = 'two-sided', level = 0.95 } = options
  const limits = clopperPearson(proportion, level, alternative)
  checkProbability(nullShare, 'nullShare')
  const { events, total } = proportion
  return {
    estimate: total === 0 ? null : events / total,
    pValue: binomialPValue(events, total, nullShare, alternative),
    ...limits,
    level,
  }
}

/** P-value of k events in n trials, without checks of its own. */
export function binomialPValue(k: number, n: number, share: number, alternative: Alternative): number {
  if (alternative === 'less') return binomialCdf(k, n, share)
  if (alternative === 'greater') return binomialSurvival(k - 1, n, share)
  return exactTwoSided(
    {
      mass: (at) => binomialMass(at, n, share),
      upTo: (at) => binomialCdf(at, n, share),
      above: (at) => binomialSurvival(at, n, share),
      mode: Math.min(n, Math.floor((n + 1) * share)),
      least: 0,
      most: n,
    },
    k,
  )
}
