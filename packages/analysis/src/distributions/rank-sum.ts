import { invalidArgument } from '../errors.ts'
import { discreteQuantile } from './discrete-quantile.ts'
import { checkNumber, checkProbability } from './probability.ts'

/** Most values of both samples together: beyond, the number of arrangements is larger than a number can hold. */
const mostValues = 1000

/** Probabilities of U = 0 … n·m under the null hypothesis; the newest few are kept, because looks repeat sizes. */
const kept = new Map<string, Float64Array>()
const keptTables = 16

/**
 * The exact null distribution of Mann and Whitney's U for two samples without ties: `result[u]` is P(U = u).
 *
 * Counts of arrangements by the recursion c(u; n, m) = c(u − m; n − 1, m) + c(u; n, m − 1), in O(n·m·n·m) additions of
 * positive numbers, so that no digits cancel.
 *
 * @param n - size of one sample, 1 or more; @param m - of the other. Meant for sizes below 50.
 * @throws AnalysisError `invalid-argument` for sizes that are not whole and above 0, or above 1000 together.
 * @see Mann and Whitney (1947), eq. (1).
 * @example
 * ```ts
 * rankSumDistribution(1, 1)[0] // 0.5
 * ```
 */
export function rankSumDistribution(n: number, m: number): Float64Array {
  if (!(Number.isInteger(n) && Number.isInteger(m) && Math.min(n, m) >= 1 && n + m <= mostValues)) {
    throw invalidArgument('sizes', `whole numbers from 1, together up to ${mostValues}`, `${n} and ${m}`)
  }
  const key = `${Math.min(n, m)} ${Math.max(n, m)}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const table = count(Math.min(n, m), Math.max(n, m))
  const total = table.reduce((sum, ways) => sum + ways, 0)
  const law = table.map((ways) => ways / total)
  const [oldest] = kept.keys()
  if (kept.size >= keptTables && oldest !== undefined) kept.delete(oldest)
  kept.set(key, law)
  return law
}

function count(n: number, m: number): Float64Array {
  // rows[i] holds c(·; i, j) for the j reached so far.
  const rows = Array.from({ length: n + 1 }, () => new Float64Array(n * m + 1))
  for (const row of rows) row[0] = 1
  for (let j = 1; j <= m; j += 1) {
    for (let i = 1; i <= n; i += 1) {
      const row = rows[i]
      const before = rows[i - 1]
      if (row === undefined || before === undefined) continue
      // c(u; i, j) = c(u − j; i − 1, j) + c(u; i, j − 1): the second term already stands in the row.
      for (let u = i * j; u >= j; u -= 1) row[u] = (row[u] ?? 0) + (before[u - j] ?? 0)
    }
  }
  return rows[n] ?? new Float64Array(0)
}

/**
 * P(U ≤ u); 0 below 0, 1 from n·m on.
 *
 * @throws AnalysisError `invalid-argument` for NaN, and as `rankSumDistribution`.
 * @example
 * ```ts
 * rankSumCdf(0, 1, 1) // 0.5
 * ```
 */
export function rankSumCdf(u: number, n: number, m: number): number {
  checkNumber('u', u)
  const law = rankSumDistribution(n, m)
  let sum = 0
  for (let at = 0; at <= Math.min(Math.floor(u + 1e-9), n * m); at += 1) sum += law[at] ?? 0
  return Math.min(1, sum)
}

/**
 * The smallest u with P(U ≤ u) ≥ p.
 *
 * @throws AnalysisError `invalid-argument` for p outside 0 to 1, and as `rankSumDistribution`.
 * @example
 * ```ts
 * rankSumQuantile(0.5, 1, 1) // 0
 * ```
 */
export function rankSumQuantile(p: number, n: number, m: number): number {
  checkProbability(p)
  return discreteQuantile((u) => rankSumCdf(u, n, m), p, (n * m) / 2, n * m)
}
