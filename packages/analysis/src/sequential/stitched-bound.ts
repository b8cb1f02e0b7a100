import { invalidArgument } from '../errors.ts'
import { checkShare, checkVariance } from './mixture-tuning.ts'
import { riemannZeta } from './riemann-zeta.ts'

/** How the error is spent over time, for the two stitched bounds. */
export interface StitchedOptions {
  /** Above 1 and up to 100: larger ones spend more of the error early. Default 1.4. */
  readonly decay?: number
  /** Ratio of the epochs that are stitched together, above 1 and up to 1,000,000. Default 2. */
  readonly epochRatio?: number
}

export interface StitchedBoundOptions extends StitchedOptions {
  /** Variance from which on the bound is valid as it grows, above 0; below, it is that of this variance. */
  readonly from: number
  /** The scale c of sub-gamma increments, in the unit of the sum, from 0: 0 for sub-Gaussian ones. Default 0. */
  readonly scale?: number
}

/**
 * A bound of a sum of mean 0 with variance v that grows like √(v ln ln v), as slowly as any can: the sum ever crosses it with
 * a chance of α at most. Closed form; the mixtures are tighter around their tuning.
 *
 * @param v - variance of the sum, from 0; @param alpha - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the polynomial
 *   stitched boundary.
 * @example
 * ```ts
 * stitchedBound(100, 0.05, { from: 10 }) // 35.68049029888615
 * ```
 */
export function stitchedBound(v: number, alpha: number, options: StitchedBoundOptions): number {
  const { from, scale = 0 } = options
  checkVariance(v)
  checkShare('alpha', alpha)
  if (!(from > 0 && from < Number.POSITIVE_INFINITY)) throw invalidArgument('from', 'a number above 0', String(from))
  checkVariance(scale, 'scale')
  const { decay, epochRatio, ofVariance, ofScale } = stitches(options)
  const grown = Math.max(v, from)
  const spent =
    decay * Math.log(1 + Math.log(grown / from) / Math.log(epochRatio)) + Math.log(riemannZeta(decay)) - Math.log(alpha)
  const linear = ofScale * scale * spent
  return Math.sqrt(ofVariance ** 2 * grown * spent + linear ** 2) + linear
}

/**
 * The factors k₁ and k₂ of the bounds.
 *
 * @throws AnalysisError `invalid-argument` for a decay or a ratio outside.
 */
export function stitches({ decay = 1.4, epochRatio = 2 }: StitchedOptions): {
  readonly decay: number
  readonly epochRatio: number
  readonly ofVariance: number
  readonly ofScale: number
} {
  for (const [name, value, most] of [['decay', decay, 100] as const, ['epochRatio', epochRatio, 1e6] as const]) {
    if (!(value > 1 && value <= most)) throw invalidArgument(name, `above 1 and up to ${most}`, String(value))
  }
  const fourth = epochRatio ** 0.25
  return { decay, epochRatio, ofVariance: (fourth + 1 / fourth) / Math.SQRT2, ofScale: (Math.sqrt(epochRatio) + 1) / 2 }
}
