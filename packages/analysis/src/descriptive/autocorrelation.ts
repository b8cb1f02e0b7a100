import { invalidArgument } from '../errors.ts'
import { mean } from './mean.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * Autocovariances of a series at lags 0 … maxLag, with n in the denominator and the series' own mean, as R's `acf`.
 *
 * @param maxLag - a whole number from 0. Beyond n − 1 there are no pairs: those lags are left out.
 * @returns an empty array for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite and lags outside.
 * @see Brockwell and Davis (1991), Time Series, eq. 7.2.1.
 * @example
 * ```ts
 * autocovariance([1, 2, 3], 1) // [0.6666666666666666, 0]
 * ```
 */
export function autocovariance(values: Values, maxLag: number): readonly number[] {
  if (!(Number.isSafeInteger(maxLag) && maxLag >= 0))
    throw invalidArgument('maxLag', 'a whole number from 0', String(maxLag))
  const checked = finiteValues(values)
  const n = checked.length
  const center = mean(checked)
  if (center === null) return []
  const away = Float64Array.from(checked, (value) => value - center)
  return Array.from({ length: Math.min(maxLag, n - 1) + 1 }, (_, lag) => {
    let sum = 0
    for (let at = lag; at < n; at += 1) sum += (away[at] ?? 0) * (away[at - lag] ?? 0)
    return sum / n
  })
}

/**
 * Autocorrelations of a series at lags 1 … maxLag: how much a value says of the one so many steps later.
 *
 * @returns `null` for fewer than two values and for a series that does not vary; lags from n on are left out.
 * @throws AnalysisError `invalid-argument` as `autocovariance`.
 * @example
 * ```ts
 * autocorrelation([1, 2, 1, 2], 1) // [-0.75]
 * ```
 */
export function autocorrelation(values: Values, maxLag: number): readonly number[] | null {
  const [variance = 0, ...rest] = autocovariance(values, maxLag)
  return variance > 0 && values.length >= 2 ? rest.map((covariance) => covariance / variance) : null
}
