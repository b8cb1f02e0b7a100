import { regularizedGammaQ, stirlingError } from '../numeric/index.ts'
import { checkNumber, checkPositive } from './probability.ts'
import { normalCdf } from './normal.ts'
import { invalidArgument } from '../errors.ts'

/** From here on the normal approximation is nearer than the integral, whose terms then differ by less than rounding. */
const normalFrom = 1e9

/** Where e to the minus of it adds nothing. */
const negligible = 40

/** From this shift on the sum over s would have more terms than that over the normal part. */
const wide = 1000

/**
 * P(T ≤ t) of Student's law that is not centred: of (Z + shift) ÷ √(χ² ÷ degrees of freedom), to about 1e-12 absolute.
 *
 * @param degreesOfFreedom - above 0, also between whole numbers. @param shift - the noncentrality; 0 gives Student's law.
 * @throws AnalysisError `invalid-argument` for NaN and degrees of freedom outside.
 * @see The definition, as the mean of Φ(t·s − shift) over the law of s = √(χ² ÷ df), by the trapezoidal rule in ln s, which
 *   converges faster than any power for such functions (Trefethen and Weideman 2014, SIAM Review 56).
 * @example
 * ```ts
 * noncentralTCdf(0, 5, 0) // 0.5
 * ```
 */
export function noncentralTCdf(t: number, degreesOfFreedom: number, shift: number): number {
  checkNumber('t', t)
  checkPositive('degreesOfFreedom', degreesOfFreedom)
  if (!Number.isFinite(shift)) throw invalidArgument('shift', 'a finite number', String(shift))
  if (degreesOfFreedom >= normalFrom)
    return normalCdf((t * (1 - 0.25 / degreesOfFreedom) - shift) / Math.sqrt(1 + (t * t) / (2 * degreesOfFreedom)))
  const half = degreesOfFreedom / 2
  const most = Math.sqrt(negligible / degreesOfFreedom)
  const least = -most - negligible / degreesOfFreedom
  // A shift that t·s never comes near is decided without the sum, whose work would be that of its size.
  const [from, to] = [t * Math.exp(least) - shift, t * Math.exp(most) - shift]
  if (Math.min(from, to) > negligible) return 1
  if (Math.max(from, to) < -negligible) return 0
  if (Math.abs(shift) > wide && shift * shift > 100 * degreesOfFreedom)
    return t > 0 ? overNormal(t, half, shift) : 1 - overNormal(-t, half, -shift)
  // Half of the narrowest width: of the law of ln s, and of the step of Φ where t·s passes the shift.
  const step = 0.5 / Math.sqrt(4 * half + (Math.abs(shift) + 4) ** 2)
  const last = Math.ceil(most / step)
  let sum = 0
  for (let at = Math.floor(least / step); at <= last; at += 1) {
    const u = at * step
    sum += Math.exp(half * (2 * u - Math.expm1(2 * u))) * normalCdf(t * Math.exp(u) - shift)
  }
  return Math.min(1, sum * step * 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half)))
}

/** The same as the mean of P(s ≥ (Z + shift) ÷ t) over the normal law of Z, for a t above 0 whose shift is far above 0. */
function overNormal(t: number, half: number, shift: number): number {
  let sum = 0
  for (let z = -9; z <= 9; z += 0.25)
    sum += Math.exp((-z * z) / 2) * regularizedGammaQ(half, half * ((z + shift) / t) ** 2)
  return Math.min(1, (0.25 * sum) / Math.sqrt(2 * Math.PI))
}
