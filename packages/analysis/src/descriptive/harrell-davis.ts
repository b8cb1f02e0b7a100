import { betaCdf } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * A smooth estimate of a quantile: the mean of all order statistics, weighted by where a beta law of shapes q(n + 1) and
 * (1 − q)(n + 1) puts it. For display: it moves with every value, and has no distribution-free interval.
 *
 * @param q - above 0 and below 1.
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite and q outside.
 * @see Harrell and Davis (1982), Biometrika 69.
 * @example
 * ```ts
 * harrellDavis([1, 2, 3], 0.5) // 2
 * ```
 */
export function harrellDavis(values: Values, q: number): number | null {
  if (!(q > 0 && q < 1)) throw invalidArgument('q', 'above 0 and below 1', String(q))
  const ascending = new Float64Array(finiteValues(values)).sort()
  const n = ascending.length
  if (n === 0) return null
  const [a, b] = [q * (n + 1), (1 - q) * (n + 1)]
  let sum = 0
  let before = 0
  for (let rank = 1; rank <= n; rank += 1) {
    const upTo = betaCdf(rank / n, a, b)
    sum += (upTo - before) * (ascending[rank - 1] ?? 0)
    before = upTo
  }
  return sum
}
