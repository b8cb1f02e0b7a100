import { invalidArgument } from '../errors.ts'

/**
 * A root of a continuous function between two points where its signs differ, by Brent's method: bisection that takes
 * secant and inverse quadratic steps where they help.
 *
 * @param tolerance - width at which it stops, relative to the root; default as narrow as numbers are.
 * @returns an end itself where the function is 0 there.
 * @throws AnalysisError `invalid-argument` for ends that are not finite, where the signs do not differ, and where a value is
 *   NaN.
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
 * @example
 * ```ts
 * findRoot((x) => x * x - 4, 0, 5) // 2
 * ```
 */
export function findRoot(value: (x: number) => number, low: number, high: number, tolerance = 0): number {
  let [a, b] = [low, high]
  let [atA, atB] = [value(a), value(b)]
  if (!Number.isFinite(high - low)) throw invalidArgument('low and high', 'finite numbers', `${low} and ${high}`)
  if (atA === 0) return a
  if (atB === 0) return b
  if (!(atA * Math.sign(atB) < 0)) {
    throw invalidArgument('low and high', 'points where the signs differ', `${atA} at ${low} and ${atB} at ${high}`)
  }
  let [c, atC] = [a, atA]
  let step = b - a
  let before = step
  for (let round = 0; round < 2000; round += 1) {
    if (Math.abs(atC) < Math.abs(atB)) {
      ;[a, b, c] = [b, c, b]
      ;[atA, atB, atC] = [atB, atC, atB]
    }
    const smallest = 2 * Number.EPSILON * Math.abs(b) + (tolerance * Math.abs(b)) / 2
    const half = (c - b) / 2
    if (atB === 0 || !(Math.abs(half) > smallest)) return b
    if (Math.abs(before) >= smallest && Math.abs(atA) > Math.abs(atB)) {
      const s = atB / atA
      let p = 2 * half * s
      let q = 1 - s
      if (a !== c) {
        const t = atA / atC
        const r = atB / atC
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
        q = (t - 1) * (r - 1) * (s - 1)
      }
      if (p > 0) q = -q
      else p = -p
      const isShort = 2 * p < Math.min(3 * half * q - Math.abs(smallest * q), Math.abs(before * q))
      before = isShort ? step : half
      step = isShort ? p / q : half
    } else {
      before = half
      step = half
    }
    ;[a, atA] = [b, atB]
    b += Math.abs(step) > smallest ? step : Math.sign(half) * Math.max(smallest, Number.MIN_VALUE)
    atB = value(b)
    if (Number.isNaN(atB)) throw invalidArgument('value', 'a number everywhere between', `NaN at ${b}`)
    if (atB > 0 === atC > 0) {
      ;[c, atC] = [a, atA]
      step = b - a
      before = step
    }
  }
  return b
}
