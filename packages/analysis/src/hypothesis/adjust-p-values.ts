import { checkProbability } from '../distributions/index.ts'
import { checkWord } from './sample.ts'

/** See `adjustPValues`. */
export type Adjustment = 'bonferroni' | 'holm' | 'hochberg' | 'benjamini-hochberg' | 'benjamini-yekutieli'

/** What the p-value of a rank, from 1 for the smallest, of n is multiplied by; Yekutieli's also by 1 + ½ + … + 1/n. */
const factors: Readonly<Record<Adjustment, (rank: number, n: number) => number>> = {
  bonferroni: (_, n) => n,
  holm: (rank, n) => n + 1 - rank,
  hochberg: (rank, n) => n + 1 - rank,
  'benjamini-hochberg': (rank, n) => n / rank,
  'benjamini-yekutieli': (rank, n) => n / rank,
}

/**
 * P-values of comparisons that are made together, each raised to the level at which it would be rejected among them.
 *
 * - `holm`: the chance of any false rejection, whatever the dependence; never more than `bonferroni`, which has no use
 *   beside it but to be known.
 * - `hochberg`: the same chance, for independent or positively dependent p-values; never more than `holm`.
 * - `benjamini-hochberg`: the share of false ones among the rejected, for the same; `benjamini-yekutieli`: whatever the
 *   dependence. For lists to look at, not for the gate.
 *
 * @param pValues - each from 0 to 1.
 * @returns in the order given, 1 at most; none of none.
 * @throws AnalysisError `invalid-argument` for what is no probability, NaN included, and unknown methods.
 * @see Holm (1979); Hochberg (1988); Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001); R's `p.adjust`.
 * @example
 * ```ts
 * adjustPValues([0.5, 0.25], 'holm') // [0.5, 0.5]
 * ```
 */
export function adjustPValues(pValues: Float64Array | readonly number[], method: Adjustment): readonly number[] {
  checkWord<string>(method, Object.keys(factors))
  const n = pValues.length
  const p = new Float64Array(pValues)
  for (const value of p) checkProbability(value, 'pValues')
  const order = Uint32Array.from(p.keys()).sort((one, other) => (p[one] ?? 0) - (p[other] ?? 0))
  const adjusted = new Float64Array(n)
  // Holm steps down from the smallest, no value below the one before; the others up from the largest, none above.
  const isDown = method === 'holm'
  const scale = method === 'benjamini-yekutieli' ? harmonic(n) : 1
  let bound = isDown ? 0 : 1
  for (let step = 0; step < n; step += 1) {
    const rank = isDown ? step + 1 : n - step
    const at = order[rank - 1] ?? 0
    const raised = Math.min(1, (p[at] ?? 1) * scale * factors[method](rank, n))
    bound = isDown ? Math.max(bound, raised) : Math.min(bound, raised)
    adjusted[at] = bound
  }
  return Array.from(adjusted)
}

function harmonic(n: number): number {
  let sum = 0
  for (let k = 1; k <= n; k += 1) sum += 1 / k
  return sum
}
