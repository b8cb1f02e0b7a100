import { invalidArgument } from '../errors.ts'
import { quantileRanks } from '../hypothesis/index.ts'

/** Fewest values of a sample for which the interval of a quantile has the limit. */
export interface QuantileSizes {
  readonly lower: number
  readonly upper: number
}

/**
 * How many values `quantileInterval` needs for a limit on each side: ln(α/2) ÷ ln q for the upper one, more than
 * ln(α/2) ÷ ln(1 − q) for the lower one. The larger of the two gives both.
 *
 * @param q - above 0 and below 1; @param level - of the interval, above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside, and for q so near 0 or 1 that more than 2⁵³ values were needed.
 * @see Hahn and Meeker (1991), Statistical Intervals, section 5.2.
 * @example
 * ```ts
 * sizeQuantileInterval(0.99).upper // 368
 * ```
 */
export function sizeQuantileInterval(q: number, level = 0.95): QuantileSizes {
  quantileRanks(1, q, level)
  const tail = Math.log((1 - level) / 2)
  const sizes = { lower: tail / Math.log1p(-q), upper: tail / Math.log(q) }
  if (!(Math.max(sizes.lower, sizes.upper) < Number.MAX_SAFE_INTEGER))
    throw invalidArgument('q', 'a share that fewer than 2⁵³ values have limits for', String(q))
  return {
    lower: fewest(sizes.lower, (n) => quantileRanks(n, q, level).lower >= 1),
    upper: fewest(sizes.upper, (n) => quantileRanks(n, q, level).upper <= n),
  }
}

/** The first whole number about `size` with a limit: where `size` is whole itself, the ranks decide, not its last digit. */
function fewest(size: number, hasLimit: (n: number) => boolean): number {
  let n = Math.max(1, Math.floor(size))
  while (!hasLimit(n)) n += 1
  return n
}
