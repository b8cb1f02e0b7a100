import { invalidArgument } from '../errors.ts'
import { checkOpenShare } from './open-share.ts'
import { checkTau } from './planned-effect.ts'

/**
 * What the weighted sum of differences must reach to show an effect above 0 at any look: the half-normal mixture boundary
 * in its closed form, √(2(V + ρ) ln(1 + √((V + ρ)/ρ)/(2α))) with ρ = 1/τ². At most 1.5 % above the exact one.
 *
 * @param information - V, the sum of the inverse variances of the looks' differences, from 0 on.
 * @param planned.tau - from 1e-100 to 1e100; @param planned.alpha - above 0 and below 1.
 * @returns above 0, on the scale of the sum; divided by √V it is a z-value.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021), Time-uniform central limit theory, one-sided form.
 * @example
 * ```ts
 * Number((sequentialBoundary(100, { tau: 0.1, alpha: 0.01 }) / 10).toFixed(3)) // 4.134
 * ```
 */
export function sequentialBoundary(
  information: number,
  { tau, alpha }: { readonly tau: number; readonly alpha: number },
): number {
  if (!(information >= 0 && information < Number.POSITIVE_INFINITY))
    throw invalidArgument('information', 'a finite number from 0 on', String(information))
  checkTau(tau)
  checkOpenShare(alpha, 'alpha')
  const prior = 1 / tau ** 2
  const whole = information + prior
  return Math.sqrt(2 * whole * Math.log1p(Math.sqrt(whole / prior) / (2 * alpha)))
}
