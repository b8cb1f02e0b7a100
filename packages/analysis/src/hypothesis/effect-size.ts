import type { Comparison } from './comparison.ts'
import { countAbove } from './count-above.ts'
import { emptySample } from './mann-whitney.ts'
import { sorted, type Sample } from './sample.ts'

export interface EffectSize {
  /** Cliff's delta: P(experiment > control) − P(experiment < control), between −1 and 1. */
  readonly cliffsDelta: number
  /** Common language effect size, Vargha and Delaney's A: P(experiment > control) + ½ P(experiment = control). */
  readonly commonLanguage: number
}

/**
 * How often a value of the experiment passes one of the control, over all pairs: unit-free, and blind to how far it
 * passes. From ranks, in O((n + m) log(n + m)).
 *
 * @returns not comparable as `empty` where a sample has no value.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @see Cliff (1993); McGraw and Wong (1992); Vargha and Delaney (2000).
 * @example
 * ```ts
 * effectSize([1, 2, 3, 4], [2, 5]).cliffsDelta // 0.375
 * ```
 */
export function effectSize(control: Sample, experiment: Sample): Comparison<EffectSize> {
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  if (x.length === 0 || y.length === 0) return emptySample(x, y)
  const above = countAbove(x, y)
  const pairs = x.length * y.length
  // Counts of pairs are exact, so the delta loses nothing to the subtraction.
  return { kind: 'compared', cliffsDelta: (2 * above - pairs) / pairs, commonLanguage: above / pairs }
}
