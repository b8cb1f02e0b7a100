import { normalLogCdf } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { logSqrtTwoPi } from '../numeric/index.ts'

/** What looks have shown about a difference: Σ wᵢDᵢ and Σ wᵢ with weights 1/variance. */
export interface Score {
  /** Σ of differences over their variances. */
  readonly score: number
  /** Σ of one over the variances, from 0. */
  readonly information: number
}

/**
 * ln of the evidence that a difference is above 0: the normal likelihood ratio against 0, averaged over a half-normal prior
 * of scale τ for the difference: ½ ln(4ρ/(V + ρ)) + S²/(2(V + ρ)) + ln Φ(S/√(V + ρ)), ρ = 1/τ².
 *
 * @param scale - τ, the size of difference that should be found soonest, above 0.
 * @returns 0 at no information.
 * @throws AnalysisError `invalid-argument` for a score that is not finite, information below 0 and scales not above 0.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals
 *   of Statistics 49, proposition 6 (one-sided normal mixture).
 * @example
 * ```ts
 * normalMixtureLogE({ score: 0, information: 3 }, 1) // -0.6931471805599453
 * ```
 */
export function normalMixtureLogE({ score, information }: Score, scale: number): number {
  checkScore({ score, information }, scale)
  const precision = 1 / (scale * scale)
  const total = information + precision
  // ½ ln(4ρ/V') is ln 2 + ½ ln(ρ/V'): exactly 0 in sum where there is no information.
  return (
    Math.LN2 + Math.log(precision / total) / 2 + (score * score) / (2 * total) + normalLogCdf(score / Math.sqrt(total))
  )
}

/**
 * The score from which `normalMixtureLogE` is at least ln(1/alpha). Divided by V it is the radius of a one-sided confidence
 * sequence for the difference.
 *
 * Newton's method from √(2(V + ρ) ln(1 + √((V + ρ)/ρ)/(2α))), which lies above the boundary by less than 1.7 % for α up to 5 %.
 *
 * @param information - V, above 0; @param scale - τ, above 0; @param alpha - between 0 and 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Waudby-Smith et al. (2024), Time-uniform central limit theory, appendix B, for the closed form.
 * @example
 * ```ts
 * normalMixtureBoundary({ information: 40, scale: 0.5, alpha: 0.001 }) // 25.542084664041134
 * ```
 */
export function normalMixtureBoundary(given: {
  readonly information: number
  readonly scale: number
  readonly alpha: number
}): number {
  const { information, scale, alpha } = given
  checkScore({ score: 0, information }, scale)
  if (!(alpha > 0 && alpha < 1)) throw invalidArgument('alpha', 'a number between 0 and 1', String(alpha))
  const total = information + 1 / (scale * scale)
  const root = Math.sqrt(total)
  let score = root * Math.sqrt(2 * Math.log1p((root * scale) / (2 * alpha)))
  for (let round = 0; round < 50; round += 1) {
    const z = score / root
    const slope = z / root + Math.exp(-(z * z) / 2 - logSqrtTwoPi - normalLogCdf(z)) / root
    const step = (normalMixtureLogE({ score, information }, scale) + Math.log(alpha)) / slope
    score -= step
    if (!(Math.abs(step) > 1e-14 * Math.abs(score))) break
  }
  return score
}

/**
 * The score with a lasting difference of the machines integrated out of both hypotheses: one canary pod on a slow node does
 * not average out however long one looks. Score and information are divided by 1 + σ²V.
 *
 * @param levelSd - σ, standard deviation of the lasting difference, from 0: the spread of pods times √(1/pods + 1/pods).
 * @throws AnalysisError `invalid-argument` for σ below 0.
 * @example
 * ```ts
 * withLevelEffect({ score: 4, information: 4 }, 0.5) // { score: 2, information: 2 }
 * ```
 */
export function withLevelEffect({ score, information }: Score, levelSd: number): Score {
  if (!(levelSd >= 0 && levelSd < Number.POSITIVE_INFINITY))
    throw invalidArgument('levelSd', 'a finite number from 0', String(levelSd))
  const shrunk = 1 + levelSd * levelSd * information
  return { score: score / shrunk, information: information / shrunk }
}

function checkScore({ score, information }: Score, scale: number): void {
  if (!Number.isFinite(score)) throw invalidArgument('score', 'a finite number', String(score))
  if (!(information >= 0 && information < Number.POSITIVE_INFINITY))
    throw invalidArgument('information', 'a finite number from 0', String(information))
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw invalidArgument('scale', 'a finite number above 0', String(scale))
}
