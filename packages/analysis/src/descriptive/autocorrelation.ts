import { invalidArgument } from '../errors.ts'
import { scaled, type Scaled } from './scaled.ts'
import type { Values } from './values.ts'

/**
 * Autocovariances of a series at lags 0 … maxLag, with n in the denominator and the series' own mean, as R's `acf`.
 *
 * @param maxLag - a whole number from 0. Beyond n − 1 there are no pairs: those lags are left out.
 * @returns an empty array for no values; ±∞ where no number is large enough.
 * @throws AnalysisError `invalid-argument` for values that are not finite and lags outside.
 * @see Brockwell and Davis (1991), Time Series, eq. 7.2.1.
 * @example
 * ```ts
 * autocovariance([1, 2, 3], 1) // [0.6666666666666666, 0]
 * ```
 */
export function autocovariance(values: Values, maxLag: number): readonly number[] {
  checkLag(maxLag, 'maxLag')
  const series = scaled(values)
  const { scale } = series
  return laggedProducts(series, maxLag).map((product) => product * scale * scale)
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
  checkLag(maxLag, 'maxLag')
  const [variance = 0, ...rest] = laggedProducts(scaled(values), maxLag)
  return variance > 0 ? rest.map((product) => product / variance) : null
}

/** @throws AnalysisError `invalid-argument` for a lag that is no whole number from 0. */
export function checkLag(lag: number, name: 'maxLag' | 'lags'): void {
  if (!(Number.isSafeInteger(lag) && lag >= 0)) throw invalidArgument(name, 'a whole number from 0', String(lag))
}

/** Mean products of distances from the mean, 0 … maxLag steps apart, in squared units; lags without pairs are left out. */
export function laggedProducts({ ones, center }: Scaled, maxLag: number): readonly number[] {
  const away = ones.map((one) => one - center)
  const n = away.length
  return Array.from({ length: Math.min(maxLag + 1, n) }, (_, lag) => {
    let sum = 0
    for (let at = lag; at < n; at += 1) sum += (away[at] ?? 0) * (away[at - lag] ?? 0)
    return sum / n
  })
}
