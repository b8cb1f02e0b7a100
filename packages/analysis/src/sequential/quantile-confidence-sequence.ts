import { finiteValues } from '../descriptive/index.ts'
import { invalidArgument } from '../errors.ts'
import { quickSelect } from '../numeric/index.ts'
import { priorWorth } from './bernoulli-confidence-sequence.ts'
import { checkShare, type MixtureTuning } from './mixture-tuning.ts'
import { quantileEvidence } from './quantile-evidence.ts'

export interface QuantileConfidenceSequence {
  /** −∞ and ∞ where there are too few values for a limit on that side. */
  readonly lower: number
  readonly upper: number
}

export interface QuantileConfidenceRanks {
  /** Order statistics, counted from 1; 0 and n + 1: no limit on that side. */
  readonly lower: number
  readonly upper: number
}

/**
 * The order statistics that hold a quantile between them, at all times together with a chance of 1 − α at least.
 *
 * @param n - number of values, whole, from 0; @param quantile - above 0 and below 1; @param alpha - above 0 and below 1.
 * @param tuning - `tightestAt` in values.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Howard and Ramdas (2022), Sequential estimation of quantiles, Bernoulli 28: a fixed quantile, with the
 *   beta-binomial mixture.
 * @example
 * ```ts
 * quantileConfidenceRanks(1000, 0.5, 0.05, { tightestAt: 1000 }).upper // 548
 * ```
 */
export function quantileConfidenceRanks(
  n: number,
  quantile: number,
  alpha: number,
  tuning: MixtureTuning,
): QuantileConfidenceRanks {
  if (!(Number.isSafeInteger(n) && n >= 0)) throw invalidArgument('n', 'a whole number from 0', String(n))
  checkShare('quantile', quantile)
  checkShare('alpha', alpha)
  const { logE, least } = quantileEvidence(quantile, n, priorWorth(tuning))
  const threshold = -Math.log(alpha)
  const isPossible = (below: number) => below >= 0 && below <= n && logE(below) < threshold
  // Evidence grows to both sides of where it is least.
  return {
    lower: firstWhole((below) => below >= least || isPossible(below), 0, Math.ceil(least)),
    upper: firstWhole((below) => below > least && !isPossible(below), Math.floor(least) + 1, n + 1),
  }
}

/**
 * The limits of a quantile: may be asked for after every look, of all values so far, and all intervals together hold the
 * quantile with a chance of 1 − α at least. Any law of independent values.
 *
 * @throws AnalysisError `invalid-argument` for values that are not finite, and as `quantileConfidenceRanks`.
 * @see `quantileConfidenceRanks`.
 * @example
 * ```ts
 * quantileConfidenceSequence([3, 1, 2], 0.5, 0.05, { tightestAt: 100 }) // { lower: -Infinity, upper: Infinity }
 * ```
 */
export function quantileConfidenceSequence(
  values: Float64Array | readonly number[],
  quantile: number,
  alpha: number,
  tuning: MixtureTuning,
): QuantileConfidenceSequence {
  const copy = new Float64Array(finiteValues(values))
  const n = copy.length
  const { lower, upper } = quantileConfidenceRanks(n, quantile, alpha, tuning)
  return {
    lower: lower < 1 ? Number.NEGATIVE_INFINITY : quickSelect(copy, lower - 1),
    upper: upper > n ? Number.POSITIVE_INFINITY : quickSelect(copy, upper - 1),
  }
}

/** The first whole number of a kind, where all that follow are of it too; `to` counts as one. */
function firstWhole(isOne: (at: number) => boolean, from: number, to: number): number {
  let [first, end] = [from, to]
  while (first < end) {
    const middle = Math.floor((first + end) / 2)
    if (isOne(middle)) end = middle
    else first = middle + 1
  }
  return first
}
