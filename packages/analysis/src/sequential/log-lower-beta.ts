import { deviance, regularizedBeta, stirlingError } from '../numeric/index.ts'

/**
 * ln I_x(a, b), the lower tail of a beta law, where it is too small for a number too.
 *
 * @param x - above 0 and below 1; @param y - 1 − x.
 * @see DLMF 8.17.22: the continued fraction, which is short so far out.
 */
export function logLowerBeta(x: number, y: number, a: number, b: number): number {
  const tail = regularizedBeta(x, a, b, y)
  if (tail > 1e-290) return Math.log(tail)
  const n = a + b
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b)
  const power = errors - deviance(a, n * x) - deviance(b, n * y) + (Math.log(a / n) + Math.log(b / (2 * Math.PI))) / 2
  return power - Math.log(a) - Math.log(denominator(x, a, b))
}

/** By Lentz's algorithm, whose numbers need no guard against 0 below the mean. */
function denominator(x: number, a: number, b: number): number {
  let c = 1
  let d = 0
  let result = 1
  for (let k = 1; ; k += 1) {
    const m = Math.floor(k / 2)
    const above = k % 2 === 0 ? m * ((b - m) / (a + k - 1)) : -(a + m) * ((a + b + m) / (a + k - 1))
    const numerator = (above / (a + k)) * x
    d = 1 / (1 + numerator * d)
    c = 1 + numerator / c
    const change = c * d
    result *= change
    if (!(Math.abs(change - 1) > 4e-16)) return result
  }
}
