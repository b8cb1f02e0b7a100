/** Where the series for erf hands over to the continued fraction for erfc; both give full accuracy around it. */
const handover = 2

/**
 * The complementary error function, 2/√π ∫ₓ^∞ exp(−t²) dt, with a relative error of about 1e-14 down to the smallest
 * normal number (x ≈ 26.5); 0 beyond.
 *
 * @returns NaN for NaN; 2 for −∞; 0 for ∞.
 * @see Abramowitz and Stegun (1964), 7.1.6 (series with positive terms) and 7.1.14 (continued fraction).
 * @example
 * ```ts
 * erfc(0) // 1
 * ```
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < handover) return 1 - erfSeries(x)
  return x > 28 ? 0 : expMinusSquare(x) * continuedFraction(x)
}

/** erf(x) = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)). */
function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/** 1/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), from the far end inwards. */
function continuedFraction(x: number): number {
  let tail = x
  for (let n = 120; n >= 1; n -= 1) tail = x + n / 2 / tail
  return 1 / (Math.sqrt(Math.PI) * tail)
}

/** exp(−x²) without the rounding error of x², which the exponential would multiply by x². */
function expMinusSquare(x: number): number {
  const high = Math.fround(x)
  const low = x - high
  return Math.exp(-high * high) * Math.exp(-(x + high) * low)
}
