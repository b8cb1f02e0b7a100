/**
 * ln(1 − eˣ) with full accuracy at both ends.
 *
 * @param x - below 0; 0 gives −∞.
 * @see Mächler (2012), Accurately computing log(1 − exp(−|a|)), eq. 7.
 * @example
 * ```ts
 * log1mExp(-Math.LN2) // -0.6931471805599453
 * ```
 */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))
}

/**
 * ln Σ exp(valueᵢ) without overflow; −∞ for an empty list.
 *
 * @example
 * ```ts
 * logSumExp([0, 0]) // 0.6931471805599453
 * ```
 */
export function logSumExp(values: Float64Array | readonly number[]): number {
  let largest = Number.NEGATIVE_INFINITY
  for (const value of values) if (value > largest || Number.isNaN(value)) largest = value
  if (!Number.isFinite(largest)) return largest
  let sum = 0
  for (const value of values) sum += Math.exp(value - largest)
  return largest + Math.log(sum)
}
