import { checkPositive } from '../distributions/index.ts'
import { checkShare, checkSides, checkVariance } from './mixture-tuning.ts'

export interface AsymptoticOptions {
  /** Error of all intervals together, above 0 and below 1; below ½ for one side. Default 0.05. */
  readonly alpha?: number
  /** Number of values at which the interval is tightest, above 0. Default 5,000. */
  readonly tightestAt?: number
  /** 1: a limit on one side, the other is open. Default 2. */
  readonly sides?: 1 | 2
}

export interface AsymptoticConfidenceSequence {
  /** The estimate ± this is the interval. */
  readonly halfWidth: number
  /** Scale of the mixture. */
  readonly rho: number
}

/**
 * A confidence sequence of any mean whose values have a variance, as wide as a Gaussian one: the intervals after every
 * look hold the mean together with a chance that tends to 1 − α as the first look is later. Before some hundreds of
 * values it promises nothing, and it pools them: not for traffic whose split changes while rates drift.
 *
 * Of two sides √(σ² · 2(nρ² + 1)/(n²ρ²) · ln(√(nρ² + 1)/α)); of one the logarithm is ln(1 + √(nρ² + 1)/(2α)), and 2α takes the
 * place of α in ρ.
 *
 * @param n - number of values so far, above 0; @param variance - of one value, from 0.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024), Time-uniform central limit theory and asymptotic confidence
 *   sequences, Annals of Statistics 52; in arXiv 2103.06476v7 eq. 9, of one side eq. 134, the tuning eq. 161.
 * @example
 * ```ts
 * asymptoticConfidenceSequence(2000, 1, { sides: 1 }).halfWidth // 0.06453323401576026
 * ```
 */
export function asymptoticConfidenceSequence(
  n: number,
  variance: number,
  options: AsymptoticOptions = {},
): AsymptoticConfidenceSequence {
  const { alpha = 0.05, tightestAt = 5000, sides = 2 } = options
  checkPositive('n', n)
  checkVariance(variance, 'variance')
  checkPositive('tightestAt', tightestAt)
  checkSides(sides)
  checkShare('alpha', alpha, sides === 1 ? 0.5 : 1)
  const twice = -2 * Math.log(sides === 1 ? 2 * alpha : alpha)
  const rho = Math.sqrt((twice + Math.log1p(twice)) / tightestAt)
  const grown = n * rho ** 2 + 1
  const logarithm = sides === 1 ? Math.log1p(Math.sqrt(grown) / (2 * alpha)) : Math.log(Math.sqrt(grown) / alpha)
  const width = (Math.sqrt(2 * (1 + 1 / (n * rho ** 2))) / Math.sqrt(n)) * Math.sqrt(logarithm)
  return { halfWidth: variance === 0 ? 0 : Math.sqrt(variance) * width, rho }
}
