import { invalidArgument } from '../errors.ts'
import { checkShare } from './mixture-tuning.ts'
import { riemannZeta } from './riemann-zeta.ts'
import { stitches, type StitchedOptions } from './stitched-bound.ts'

const mostValues = 1e15

export interface DoubleStitchedBoundOptions extends StitchedOptions {
  /** Number of values from which on the bound is tight, from 1. */
  readonly from: number
  /** Fineness of the grid of quantiles, from 0.001 to 1,000. Default 0.5. */
  readonly fineness?: number
}

/**
 * By how many values the count below a quantile may differ from n times its share, at all times and for all quantiles at once:
 * crossed anywhere with a chance of α at most. Narrower than the band of the empirical process for quantiles near 0 and 1.
 *
 * @param quantile - above 0 and below 1; @param n - number of values, above 0; @param alpha - above 0 and below 1.
 * @returns the bound of n·F(Q) − n·q from above; from below it is that of 1 − `quantile`.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Howard and Ramdas (2022), Sequential estimation of quantiles, Bernoulli 28, theorem 3.
 * @example
 * ```ts
 * doubleStitchedBound(0.5, 1000, 0.05, { from: 100 }) // 68.62802892121623
 * ```
 */
export function doubleStitchedBound(
  quantile: number,
  n: number,
  alpha: number,
  options: DoubleStitchedBoundOptions,
): number {
  const { from, fineness = 0.5 } = options
  checkShare('quantile', quantile)
  if (!(n > 0 && n <= mostValues)) throw invalidArgument('n', `above 0 and up to ${mostValues}`, String(n))
  checkShare('alpha', alpha)
  if (!(from >= 1 && from <= mostValues)) throw invalidArgument('from', `from 1 to ${mostValues}`, String(from))
  if (!(fineness >= 1e-3 && fineness <= 1e3)) throw invalidArgument('fineness', 'from 0.001 to 1000', String(fineness))
  const { decay, epochRatio, ofVariance, ofScale } = stitches(options)
  const grown = Math.max(n, from)
  const logit = Math.log(quantile) - Math.log1p(-quantile)
  const apart = 2 * fineness * Math.sqrt((from * epochRatio) / grown)
  const widest = quantile >= 0.5 ? quantile : Math.min(0.5, 1 / (1 + Math.exp(-logit - apart)))
  const variance = widest * (1 - widest)
  const place = (Math.sqrt(grown / from) * Math.abs(logit)) / (2 * fineness) + 1
  const zeta = riemannZeta(decay)
  const spent =
    decay * (Math.log(1 + Math.log(grown / from) / Math.log(epochRatio)) + Math.log(place)) +
    Math.log(2 * zeta * (2 * zeta + 1)) -
    Math.log(alpha)
  const linear = (ofScale * (1 - 2 * quantile) * spent) / 3
  const between = fineness * Math.sqrt((epochRatio * grown * variance) / from)
  return between + Math.sqrt(ofVariance ** 2 * variance * grown * spent + linear ** 2) + linear
}
