import { betaPower, logBeta, regularizedBeta } from '../numeric/index.ts'
import { normalQuantile, normalSurvival } from './normal.ts'
import { checkNumber, checkProbability } from './probability.ts'
import { invalidArgument } from '../errors.ts'
import { tailQuantile } from './tail-quantile.ts'

/** From here on the law is the normal one to the last digit. */
const normalFrom = 1e17
/** From t ÷ √df = 1e8 on the tail is its first term, and 1 ÷ (1 + ratio²) would end before it does. */
const farRatio = 1e8

/**
 * P(T ≤ t) of Student's law, to about 1e-13 relative in the lower tail.
 *
 * @param degreesOfFreedom - above 0, also between whole numbers; ∞ gives the normal law.
 * @throws AnalysisError `invalid-argument` for NaN and degrees of freedom outside.
 * @see DLMF 8.17: half of I at df ÷ (df + t²) with shapes df/2 and ½.
 * @example
 * ```ts
 * studentTCdf(1, 1) // 0.75
 * ```
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  return studentTSurvival(-t, degreesOfFreedom)
}

/**
 * P(T > t), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `studentTCdf`.
 * @example
 * ```ts
 * studentTSurvival(1, 1) // 0.25
 * ```
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  checkNumber('t', t)
  check(degreesOfFreedom)
  if (degreesOfFreedom >= normalFrom) return normalSurvival(t)
  if (t < 0) return 1 - tail(-t, degreesOfFreedom)
  return tail(t, degreesOfFreedom)
}

/**
 * The t with P(T ≤ t) = p.
 *
 * @param p - between 0 and 1; 0 gives −∞ and 1 gives ∞.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * studentTQuantile(0.75, 1) // 1
 * ```
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  checkProbability(p)
  check(degreesOfFreedom)
  if (degreesOfFreedom >= normalFrom || p === 0 || p === 1) return normalQuantile(p)
  if (Math.abs(p - 0.5) < 0.2) return centralQuantile(p - 0.5, degreesOfFreedom)
  return p < 0.5 ? -upperQuantile(p, degreesOfFreedom) : upperQuantile(1 - p, degreesOfFreedom)
}

/** Half of P(|T| > t), for t of 0 or more. */
function tail(t: number, df: number): number {
  const ratio = t / Math.sqrt(df)
  if (ratio > farRatio) return Math.exp(-df * Math.log(ratio) - logBeta(df / 2, 0.5)) / df
  return regularizedBeta(1 / (1 + ratio * ratio), df / 2, 0.5, (ratio * ratio) / (1 + ratio * ratio)) / 2
}

/** How fast the tail falls in v, where t = √df · sinh v. */
function slope(v: number, df: number): number {
  const ratio = Math.sinh(v)
  if (ratio > farRatio) return df * tail(ratio * Math.sqrt(df), df)
  return betaPower(1 / (1 + ratio * ratio), Math.tanh(v) ** 2, df / 2, 0.5) / Math.tanh(v)
}

/** Searched by v with t = √df · sinh v, in which the logarithm of the tail is nearly straight for all df. */
function upperQuantile(p: number, df: number): number {
  const root = Math.sqrt(df)
  const law = { beyond: (v: number): number => tail(root * Math.sinh(v), df), density: (v: number) => slope(v, df) }
  const start = Math.asinh(-normalQuantile(p) / root)
  return root * Math.sinh(tailQuantile(law, p, { low: 0, high: Number.POSITIVE_INFINITY }, start))
}

/** Searched by what lies between 0 and t, which has digits where p is near ½; by −ln t, in which it is nearly straight. */
function centralQuantile(p: number, df: number): number {
  if (p === 0) return 0
  const law = {
    beyond: (minus: number): number => {
      const square = Math.exp(-2 * minus)
      return regularizedBeta(square / (df + square), 0.5, df / 2, df / (df + square)) / 2
    },
    density: (minus: number): number => {
      const square = Math.exp(-2 * minus)
      return betaPower(df / (df + square), square / (df + square), df / 2, 0.5)
    },
  }
  const start = -Math.log(Math.abs(p)) - logBeta(df / 2, 0.5) - Math.log(df) / 2
  return Math.sign(p) * Math.exp(-tailQuantile(law, Math.abs(p), { low: -300, high: 745 }, start))
}

function check(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0)) throw invalidArgument('degreesOfFreedom', 'a number above 0', String(degreesOfFreedom))
}
