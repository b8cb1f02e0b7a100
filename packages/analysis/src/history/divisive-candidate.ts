import { invalidArgument } from '../errors.ts'
import { finiteValues, type Values } from '../descriptive/index.ts'

/** Where a series divides best into what came before and what came after. */
export interface DivisiveCandidate {
  /** Index of the first value of the later part, from 1. */
  readonly index: number
  /** The distance between the parts, q̂ ≥ 0: a statistic without a p-value of its own. */
  readonly statistic: number
}

/**
 * The most likely change point of a series: the division that maximises the energy distance between the values before it
 * and those after it, weighted with n·m/(n + m). The later part may end before the series does, so that a change that goes
 * back again is seen too. The first of equal divisions.
 *
 * With n values before and m after: q̂ = 2/(n + m) · Σ|x − y|ᵖ − 2m/((n + m)(n − 1)) · Σ|x − x′|ᵖ − 2n/((n + m)(m − 1)) · Σ|y − y′|ᵖ,
 * sums over unordered pairs, 0 where a part has no pair. All divisions in O(n²) time and O(n) memory.
 *
 * @param power - p, above 0 and below 2; default 1. At 2 only means would be compared.
 * @returns `null` for fewer than two values.
 * @throws AnalysisError `invalid-argument` for values that are not finite and powers outside (0, 2).
 * @see Matteson and James (2014), JASA 109, eq. 7; Fleming et al. (2023), Hunter, for the constants.
 * @example
 * ```ts
 * divisiveCandidate([1, 1, 1, 5, 5, 5]).index // 3
 * ```
 */
export function divisiveCandidate(series: Values, power = 1): DivisiveCandidate | null {
  if (!(power > 0 && power < 2)) throw invalidArgument('power', 'above 0 and below 2', String(power))
  const values = new Float64Array(finiteValues(series))
  return values.length < 2 ? null : bestDivision(values, power)
}

/** The candidate within finite values, two at least. */
export function bestDivision(values: Float64Array, power: number): DivisiveCandidate {
  const size = values.length
  /** Distance of each value to all before it. */
  const toEarlier = new Float64Array(size)
  for (let later = 1; later < size; later += 1) {
    let sum = 0
    for (let at = 0; at < later; at += 1) sum += distance(values, at, later, power)
    toEarlier[later] = sum
  }
  /** Distance of each value to those before the division. */
  const toBefore = new Float64Array(size)
  let before = 0
  let index = 1
  let statistic = Number.NEGATIVE_INFINITY
  for (let n = 1; n < size; n += 1) {
    before += toEarlier[n - 1] ?? 0
    let between = 0
    let after = 0
    for (let at = n; at < size; at += 1) {
      const reach = (toBefore[at] ?? 0) + distance(values, n - 1, at, power)
      toBefore[at] = reach
      between += reach
      after += (toEarlier[at] ?? 0) - reach
      const m = at - n + 1
      const found =
        (2 / (n + m)) * (between - (n > 1 ? (m / (n - 1)) * before : 0) - (m > 1 ? (n / (m - 1)) * after : 0))
      if (found > statistic) {
        statistic = found
        index = n
      }
    }
  }
  return { index, statistic }
}

function distance(values: Float64Array, one: number, other: number, power: number): number {
  const apart = Math.abs((values[one] ?? 0) - (values[other] ?? 0))
  return power === 1 ? apart : apart ** power
}
