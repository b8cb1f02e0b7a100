import { gammaCdf, gammaQuantile, gammaSurvival } from './gamma.ts'

/**
 * P(X ≤ x) of the chi-squared law: a gamma law of half the shape and double the scale.
 *
 * @param x - anything: 0 below 0; @param degreesOfFreedom - above 0.
 * @throws AnalysisError `invalid-argument` for NaN and degrees of freedom outside.
 * @example
 * ```ts
 * chiSquaredCdf(0, 1) // 0
 * ```
 */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  return gammaCdf(x / 2, degreesOfFreedom / 2)
}

/**
 * P(X > x), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `chiSquaredCdf`.
 * @example
 * ```ts
 * chiSquaredSurvival(4, 2) // 0.1353352832366127
 * ```
 */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  return gammaSurvival(x / 2, degreesOfFreedom / 2)
}

/**
 * The x with P(X ≤ x) = p.
 *
 * @param p - between 0 and 1; 0 gives 0 and 1 gives ∞.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * chiSquaredQuantile(0.5, 2) // 1.3862943611198906
 * ```
 */
export function chiSquaredQuantile(p: number, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(p, degreesOfFreedom / 2)
}
