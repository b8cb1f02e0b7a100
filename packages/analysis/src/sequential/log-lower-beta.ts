import { deviance, regularizedBeta, stirlingError } from '../numeric/index.ts'

/**
 * ln I_x(a, b), the lower tail of a beta law, where it is too small for a number too.
 *
 * @param x - above 0 and below 1; @param y - 1 − x.
 * @see DLMF 8.17.8, whose terms are all positive.
 */
export function logLowerBeta(x: number, y: number, a: number, b: number): number {
  const tail = regularizedBeta(x, a, b, y)
  if (tail > 1e-290) return Math.log(tail)
  const n = a + b
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b)
  const power = errors - deviance(a, n * x) - deviance(b, n * y) + Math.log((a / n) * (b / (2 * Math.PI))) / 2
  let term = 1
  let sum = 1
  // So far below the mean the terms fall from the first one on.
  for (let k = 1; term > 1e-17 * sum; k += 1) {
    term *= ((n + k - 1) / (a + k)) * x
    sum += term
  }
  return power + Math.log(sum / a)
}
