import { deviance, regularizedGammaP, stirlingError } from '../numeric/index.ts'

/**
 * ln of γ(a, y) ÷ (y^a e^−y), the lower incomplete gamma function over its integrand at the end, for every y: below 0 too,
 * where the quotient goes on although neither part does.
 *
 * @param a - 1e-12 or more.
 * @see DLMF 8.7.1 for y up to a, where it is a series of positive terms.
 */
export function logLowerGammaRatio(a: number, y: number): number {
  if (y < 0) return y < -700 ? -Math.log(lowerDenominator(a, y)) : Math.log(meanReciprocal(a, -y))
  if (!(y < a + 1)) return Math.log(regularizedGammaP(a, y)) - logGammaPower(a, y)
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-17 * sum; k += 1) {
    term *= y / (a + k)
    sum += term
  }
  return Math.log(sum) - Math.log(a)
}

/**
 * ln of Γ(a, y) ÷ (y^a e^−y), the upper incomplete gamma function over its integrand at the end, for every a: below 0 too.
 *
 * @param y - above 0.
 */
export function logUpperGammaRatio(a: number, y: number): number {
  if (a < 1) return Math.log(integral(a, y)) - Math.log(y)
  if (y < a + 1) {
    const power = logGammaPower(a, y)
    return Math.log(-Math.expm1(power + logLowerGammaRatio(a, y))) - power
  }
  return -Math.log(upperDenominator(a, y))
}

/** ln of y^a e^−y ÷ Γ(a). */
function logGammaPower(a: number, y: number): number {
  return Math.log(a / (2 * Math.PI)) / 2 - stirlingError(a) - deviance(a, y)
}

/** E 1/(a + K) for a Poisson K: all terms are positive, also where a is next to nothing and the fraction would cancel. */
function meanReciprocal(a: number, mean: number): number {
  let mass = Math.exp(-mean)
  let sum = mass / a
  for (let k = 1; k <= mean || mass / (a + k) > 1e-17 * sum; k += 1) {
    mass *= mean / k
    sum += mass / (a + k)
  }
  return sum
}

/** DLMF 8.9.2: y + 1 − a − (1 − a)/(y + 3 − a − …), for y from a + 1 on. */
function upperDenominator(a: number, y: number): number {
  return fraction(y + 1 - a, 2, (n) => n * (a - n))
}

/** a − y + y/(a + 1 − y + 2y/(a + 2 − y + …)), the same of the lower one, for y below 0. */
function lowerDenominator(a: number, y: number): number {
  return fraction(a - y, 1, (n) => n * y)
}

/** A continued fraction by Lentz's algorithm: `first`, which grows by `step`, and the numerators. */
function fraction(first: number, step: number, numerator: (n: number) => number): number {
  let b = first
  let c = b
  let d = 0
  let result = b
  for (let n = 1; ; n += 1) {
    b += step
    d = 1 / (b + numerator(n) * d)
    c = b + numerator(n) / c
    const change = c * d
    result *= change
    if (!(Math.abs(change - 1) > 4e-16)) return result
  }
}

/**
 * ∫ e^−u (1 + u/y)^(a − 1) du over u above 0, for a below 1: in x = ln u one smooth hump that dies out to both sides, for which
 * sums of equal steps have no error to speak of.
 */
function integral(a: number, y: number): number {
  const step = 0.2
  const from = Math.log(Math.min(1, y / (1 - a))) - 40
  let sum = 0
  for (let x = from; x < 6.7; x += step) {
    const u = Math.exp(x)
    sum += Math.exp(x - u + (a - 1) * Math.log1p(u / y))
  }
  return step * sum
}
