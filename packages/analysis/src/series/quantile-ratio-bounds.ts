import type { Histogram, Measured } from '../evidence/index.ts'
import { quantileBounds, type HardBounds } from './quantile-bounds.ts'
import { missing } from './single-value.ts'

/**
 * Where the ratio experiment ÷ control of a quantile of the observations lies for certain:
 * [lower of the experiment ÷ upper of the control, upper of the experiment ÷ lower of the control], by the bucket edges
 * of `quantileBounds`. It says nothing about the noise of the sample: it bounds what the buckets hide, no more.
 *
 * @param quantile - between 0 and 1.
 * @returns `upper` is `Infinity` where the control's quantile may be 0 or the experiment's bucket is open; missing as
 *   `no-data` where a side observed nothing (or has counts that are not sound), and as `negative` where a quantile may be
 *   below 0.
 * @throws AnalysisError `invalid-argument` for a quantile outside [0, 1].
 * @example
 * ```ts
 * quantileRatioBounds(fromCumulative([[1, 0], [2, 9], [Infinity, 9]]), fromCumulative([[2, 0], [4, 9], [Infinity, 9]]), 0.5).value.upper // 4
 * quantileRatioBounds(fromCumulative([[1, 0], [2, 9], [Infinity, 9]]), fromCumulative([[2, 0], [4, 9], [Infinity, 9]]), 0.5).value.lower // 1
 * ```
 */
export function quantileRatioBounds(control: Histogram, experiment: Histogram, quantile: number): Measured<HardBounds> {
  return ratioOfBounds(quantileBounds(control, quantile), quantileBounds(experiment, quantile))
}

/**
 * The bounds of a ratio experiment ÷ control of two values of 0 or more that are known by their own bounds, such as those
 * of `nativeQuantile`. Missing as in `quantileRatioBounds`.
 *
 * @example
 * ```ts
 * ratioOfBounds({ lower: 1, upper: 2 }, { lower: 3, upper: 8 }).value.upper // 8
 * ```
 */
export function ratioOfBounds(control: HardBounds | null, experiment: HardBounds | null): Measured<HardBounds> {
  if (control === null || experiment === null) {
    return missing('no-data', `The ${control === null ? 'control' : 'experiment'} has no observations`)
  }
  for (const [side, bounds] of [
    ['control', control],
    ['experiment', experiment],
  ] as const) {
    if (!(bounds.lower >= 0)) return missing('negative', `The quantile of the ${side} may be below 0: no ratio holds`)
  }
  return {
    kind: 'measured',
    value: {
      lower: quotient(experiment.lower, control.upper, 0),
      upper: quotient(experiment.upper, control.lower, Number.POSITIVE_INFINITY),
    },
  }
}

/** 0 ÷ 0 and ∞ ÷ ∞ can be any ratio: then the bound that holds for all of them. */
function quotient(of: number, by: number, widest: number): number {
  const ratio = of / by
  return Number.isNaN(ratio) ? widest : ratio
}
