/** Where the series for erf hands over to the continued fraction for erfc; both have full accuracy around it. */
const handover = 1.25

/**
 * The error function, 2/√π ∫₀ˣ exp(−t²) dt, with full relative accuracy around 0.
 *
 * @returns NaN for NaN.
 * @see Abramowitz and Stegun (1964), 7.1.6: a series of positive terms.
 * @example
 * ```ts
 * erf(0) // 0
 * ```
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x)
  if (x > handover) return 1 - erfc(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/**
 * The complementary error function, 1 − erf(x), with a relative error of about 1e-15 down to the smallest normal number
 * (x ≈ 26.5); 0 beyond what a number can hold.
 *
 * @returns NaN for NaN; 2 for −∞; 0 for ∞.
 * @example
 * ```ts
 * erfc(0) // 1
 * ```
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x > 28) return 0
  return x <= handover ? 1 - erf(x) : gaussian(x, 1) * erfcScaled(x)
}

/**
 * exp(x²)·erfc(x): what is left of erfc when its steep fall is taken out, so that tails of any size have digits.
 *
 * @param x - 0 or more; 0 is reached at ∞.
 * @see Abramowitz and Stegun (1964), 7.1.14: 1/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), from the far end inwards.
 * @example
 * ```ts
 * erfcScaled(0) // 1
 * ```
 */
export function erfcScaled(x: number): number {
  if (x <= handover) return Math.exp(x * x) * erfc(x)
  let tail = x
  for (let n = 120; n >= 1; n -= 1) tail = x + n / 2 / tail
  return 1 / (Math.sqrt(Math.PI) * tail)
}

/**
 * exp(−scale·x²) without the rounding error of x², which the exponential would multiply by x².
 *
 * @param x - between ±3e38, the largest numbers of 32 bits.
 * @example
 * ```ts
 * gaussian(0, 0.5) // 1
 * ```
 */
export function gaussian(x: number, scale: number): number {
  const high = Math.fround(x)
  const low = x - high
  return Math.exp(-scale * high * high) * Math.exp(-scale * (x + high) * low)
}
