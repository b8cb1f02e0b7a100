import { invalidArgument } from '../errors.ts'
import { checkLag, laggedProducts } from './autocorrelation.ts'
import { scaled, scaleOf } from './scaled.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * The number of lags that Newey and West's rule takes for n values: ⌊4(n/100)^(2/9)⌋, n − 1 at most, 0 for none.
 *
 * @throws AnalysisError `invalid-argument` for what is no number of values.
 * @example
 * ```ts
 * neweyWestLag(200) // 4
 * ```
 */
export function neweyWestLag(n: number): number {
  if (!(Number.isSafeInteger(n) && n >= 0)) throw invalidArgument('n', 'a whole number from 0', String(n))
  return Math.max(0, Math.min(n - 1, Math.floor(4 * (n / 100) ** (2 / 9))))
}

/**
 * The long-run variance of a series: n times the variance of its mean, which autocorrelation makes larger than the variance
 * of its values. Newey and West's estimate with Bartlett's weights, without prewhitening.
 *
 * @param lags - default ⌊4(n/100)^(2/9)⌋.
 * @returns `null` for fewer than two values; never below 0; ∞ where no number is large enough.
 * @throws AnalysisError `invalid-argument` for values that are not finite and lags that are no whole number from 0.
 * @see Newey and West (1987), Econometrica 55, eq. 5.
 * @example
 * ```ts
 * longRunVariance([1, 2, 1, 2], 1) // 0.0625
 * ```
 */
export function longRunVariance(values: Values, lags: number = neweyWestLag(values.length)): number | null {
  checkLag(lags, 'lags')
  const series = scaled(values)
  const { ones, scale } = series
  return ones.length < 2 ? null : bartlettSum(laggedProducts(series, lags), lags) * scale * scale
}

/** Covariances at lags 0, 1, … with Bartlett's weights, on both sides of 0; rounding alone could bring it below 0. */
export function bartlettSum(covariances: readonly number[], lags: number): number {
  let sum = covariances[0] ?? 0
  for (let lag = 1; lag < covariances.length; lag += 1) sum += 2 * (1 - lag / (lags + 1)) * (covariances[lag] ?? 0)
  return Math.max(0, sum)
}

/** The lag-1 correlation of differences is cut here: beyond it the long-run variance has no useful estimate. */
const mostCorrelation = 0.97

/**
 * What the long-run variance of differences between two sides has beyond their sampling variance: noise of the machines and
 * of the minute that does not average out with more requests. From an AR(1) about 0, because differences of equal sides
 * have mean 0, with the correlation corrected for its bias in short series.
 *
 * r = γ₁/γ₀ + (1 + 3·γ₁/γ₀)/n, cut to [0, 0.97]; the result is max(0, γ₀(1 + r)/(1 − r) − mean sampling variance).
 *
 * @param differences - one per look; @param sampling - sampling variance of each, 0 where it has none.
 * @returns `null` for fewer than two differences.
 * @throws AnalysisError `invalid-argument` for values that are not finite, sampling variances below 0, and another number of
 *   them than of differences.
 * @see Marriott and Pope (1954) for the bias of the correlation.
 * @example
 * ```ts
 * longRunExtraVariance([1, -1, 1, -1], [0, 0, 0, 0]) // 1
 * ```
 */
export function longRunExtraVariance(differences: Values, sampling: Values): number | null {
  const n = differences.length
  const checked = finiteValues(differences)
  if (sampling.length !== n)
    throw invalidArgument('sampling', `${n} variances, one for each difference`, String(sampling.length))
  let ofSampling = 0
  for (const variance of finiteValues(sampling)) {
    if (variance < 0) throw invalidArgument('sampling', 'variances from 0', String(variance))
    ofSampling += variance / n
  }
  if (n < 2) return null
  const scale = scaleOf(checked)
  let squares = 0
  let products = 0
  let before = 0
  for (let at = 0; at < n; at += 1) {
    const value = (checked[at] ?? 0) / scale
    squares += value * value
    products += value * before
    before = value
  }
  const raw = squares > 0 ? products / squares : 0
  const r = Math.min(mostCorrelation, Math.max(0, raw + (1 + 3 * raw) / n))
  const longRun = (((squares / n) * (1 + r)) / (1 - r)) * scale * scale
  return Math.max(0, longRun - ofSampling)
}
