import { invalidArgument } from '../errors.ts'
import { quickSelect } from '../numeric/index.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * A quantile by linear interpolation between order statistics at 1 + (n − 1)q: type 7 of Hyndman and Fan, the default of R
 * and NumPy. For display; limits and tests use order statistics themselves (`quantileInterval`).
 *
 * @param q - between 0 (smallest value) and 1 (largest).
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite and q outside [0, 1].
 * @see Hyndman and Fan (1996), The American Statistician 50.
 * @example
 * ```ts
 * quantile([1, 2, 3, 4], 0.9) // 3.7
 * ```
 */
export function quantile(values: Values, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw invalidArgument('q', 'a share between 0 and 1', String(q))
  const copy = new Float64Array(finiteValues(values))
  const n = copy.length
  if (n === 0) return null
  const place = (n - 1) * q
  const below = Math.floor(place)
  const low = quickSelect(copy, below)
  // Selection has put the larger values behind: the next one is the smallest of them.
  let high = copy[below + 1] ?? low
  for (let at = below + 2; at < n; at += 1) high = Math.min(high, copy[at] ?? high)
  const share = place - below
  const gap = high - low
  return Number.isFinite(gap) ? Math.min(high, low + share * gap) : (1 - share) * low + share * high
}
