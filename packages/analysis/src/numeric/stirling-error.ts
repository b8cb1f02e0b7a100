import { logSqrtTwoPi } from './log-sqrt-two-pi.ts'
import { logGammaBelowTen } from './log-gamma-below-ten.ts'

/** B₂ₖ ÷ (2k(2k − 1)): the terms of Stirling's series. */
const terms = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400]

/**
 * What Stirling's formula leaves out: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, to about 1e-16 absolute.
 *
 * @param x - above 0.
 * @see DLMF 5.11.1 from 10 on; below by ln Γ, where nothing large cancels.
 * @example
 * ```ts
 * stirlingError(1) // 0.08106146679532726
 * ```
 */
export function stirlingError(x: number): number {
  if (x >= 10) {
    const square = x * x
    let sum = 0
    for (let k = terms.length - 1; k >= 0; k -= 1) sum = (terms[k] ?? 0) + sum / square
    return sum / x
  }
  return logGammaBelowTen(x) - (x - 0.5) * Math.log(x) + x - logSqrtTwoPi
}
