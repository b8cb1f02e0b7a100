import { betaPower, regularizedBeta } from '../numeric/index.ts'
import { normalQuantile, normalSurvival } from './normal.ts'
import { checkNumber, checkProbability } from './probability.ts'
import { invalidArgument } from '../errors.ts'
import { tailQuantile } from './tail-quantile.ts'

/** From here on the law is the normal one to the last digit. */
const normalFrom = 1e17

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
  if (p === 0.5) return 0
  return p < 0.5 ? -upperQuantile(p, degreesOfFreedom) : upperQuantile(1 - p, degreesOfFreedom)
}

/** Half of P(|T| > t), for t of 0 or more. */
function tail(t: number, df: number): number {
  const [x, y] = shares(t, df)
  return regularizedBeta(x, df / 2, 0.5, y) / 2
}

/** df ÷ (df + t²) and t² ÷ (df + t²), neither as a difference from 1. */
function shares(t: number, df: number): readonly [number, number] {
  const ratio = t / Math.sqrt(df)
  if (ratio > 1e8) return [1 / ratio / ratio, 1]
  return [1 / (1 + ratio * ratio), (ratio * ratio) / (1 + ratio * ratio)]
}

/** Searched by v with t = √df · sinh v, in which the logarithm of the tail is nearly straight for all df. */
function upperQuantile(p: number, df: number): number {
  const root = Math.sqrt(df)
  const v = tailQuantile(
    {
      beyond: (at) => tail(root * Math.sinh(at), df),
      density: (at) => {
        const [x, y] = shares(root * Math.sinh(at), df)
        return betaPower(x, y, df / 2, 0.5) / Math.tanh(at)
      },
    },
    p,
    { low: 0, high: Number.POSITIVE_INFINITY },
    Math.asinh(-normalQuantile(p) / root),
  )
  return root * Math.sinh(v)
}

function check(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0)) throw invalidArgument('degreesOfFreedom', 'a number above 0', String(degreesOfFreedom))
}
