/** The steps after which the search gives up and says what it has. */
const mostSteps = 1001

/**
 * Where a falling function crosses zero between two places, by Brent's method as R's `zeroin` has it: bisection, secant
 * and inverse quadratic steps. The answer is not the crossing itself but the last step near it, and on a function with
 * jumps it depends on every step that was taken; so none may be left out or reordered.
 *
 * @param tolerance - absolute: the search ends when half the bracket is at most 2ε|b| + tolerance ÷ 2.
 * @param atLow, atHigh - the function's values at `low` and `high`.
 * @see Brent, Algorithms for Minimization Without Derivatives (1973), chapter 4.
 */
export function findCrossing(given: {
  readonly value: (at: number) => number
  readonly low: number
  readonly high: number
  readonly atLow: number
  readonly atHigh: number
  readonly tolerance: number
}): number {
  let a = given.low
  let b = given.high
  let fa = given.atLow
  let fb = given.atHigh
  if (fa === 0) return a
  if (fb === 0) return b
  let c = a
  let fc = fa
  for (let step = 0; step < mostSteps; step += 1) {
    const previous = b - a
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const near = 2 * Number.EPSILON * Math.abs(b) + given.tolerance / 2
    let move = (c - b) / 2
    if (Math.abs(move) <= near || fb === 0) return b
    if (Math.abs(previous) >= near && Math.abs(fa) > Math.abs(fb)) {
      const bracket = c - b
      let p: number
      let q: number
      if (a === c) {
        const ratio = fb / fa
        p = bracket * ratio
        q = 1 - ratio
      } else {
        const first = fa / fc
        const second = fb / fc
        const third = fb / fa
        p = third * (bracket * first * (first - second) - (b - a) * (second - 1))
        q = (first - 1) * (second - 1) * (third - 1)
      }
      if (p > 0) q = -q
      else p = -p
      if (p < 0.75 * bracket * q - Math.abs(near * q) / 2 && p < Math.abs((previous * q) / 2)) move = p / q
    }
    if (Math.abs(move) < near) move = move > 0 ? near : -near
    a = b
    fa = fb
    b += move
    fb = given.value(b)
    if ((fb > 0 && fc > 0) || (fb < 0 && fc < 0)) {
      c = a
      fc = fa
    }
  }
  return b
}
