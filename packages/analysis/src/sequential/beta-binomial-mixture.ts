import { invalidArgument } from '../errors.ts'
import { dirichletLogE } from './dirichlet-log-e.ts'
import { firstCrossing } from './first-crossing.ts'
import { logLowerBeta } from './log-lower-beta.ts'
import {
  checkFinite,
  checkShare,
  checkSides,
  checkVariance,
  priorVariance,
  type MixtureTuning,
} from './mixture-tuning.ts'

/** For the two functions of the beta-binomial mixture. */
export interface BetaBinomialOptions extends MixtureTuning {
  /** How far below its mean an increment may lie, above 0. */
  readonly below: number
  /** How far above its mean an increment may lie, above 0. */
  readonly above: number
  /** 1: only large sums are evidence. 2: small ones too. Default 1. */
  readonly sides?: 1 | 2
}

/**
 * Evidence of a sum against the hypothesis that its mean is 0, ln E, for increments within [−g, h]: successes less their
 * expected number have g = p and h = 1 − p. Exact for two-valued increments, tighter than the normal mixture for shares
 * far from ½.
 *
 * A beta prior of mean g/(g + h), worth max(ρ/(gh) − 1, 0.001) increments; of one side cut at its null value.
 *
 * @param s - the sum, from −v/h to v/g: every increment at an end; @param v - g · h · the number of increments, from 0.
 * @throws AnalysisError `invalid-argument` outside, for limits not above 0, and tunings outside their range.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the beta-binomial
 *   mixtures.
 * @example
 * ```ts
 * betaBinomialMixtureLogE(3, 20, { below: 0.9, above: 0.1, tightestAt: 100, sides: 2 }) // -0.30028533452378386
 * ```
 */
export function betaBinomialMixtureLogE(s: number, v: number, options: BetaBinomialOptions): number {
  const prior = priorOf(options)
  checkFinite('s', s)
  checkIncrements(v, options)
  const [least, most] = [-v / options.above, v / options.below]
  // A sum of a million increments is rounded: what lies a little beyond an end is on it.
  const slack = 1e-9 * (most - least)
  if (!(s >= least - slack && s <= most + slack))
    throw invalidArgument('s', `from ${least} to ${most}, every increment at an end`, String(s))
  return logE(Math.min(most, Math.max(least, s)), v, prior)
}

/**
 * The sum at which `betaBinomialMixtureLogE` reaches ln(1/α): it is ever reached with a chance of α at most. The largest sum
 * that is possible where none has that much evidence.
 *
 * @param v - as there; @param alpha - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside, and as `betaBinomialMixtureLogE`.
 * @see Howard et al. (2021), the beta-binomial mixtures.
 * @example
 * ```ts
 * betaBinomialMixtureBound(1, 0.05, { below: 0.5, above: 0.5, tightestAt: 50 }) // 2
 * ```
 */
export function betaBinomialMixtureBound(v: number, alpha: number, options: BetaBinomialOptions): number {
  const prior = priorOf(options)
  checkIncrements(v, options)
  checkShare('alpha', alpha)
  const threshold = -Math.log(alpha)
  const most = v / options.below
  if (!(logE(most, v, prior) >= threshold)) return most
  return firstCrossing((s) => logE(s, v, prior) - threshold, 0, most)
}

/** What sums over all increments can still be told apart, and are found in time. */
const mostIncrements = 1e12

/** Limits more unequal than a share of this are not told from a limit of 0. */
const leastShare = 1e-9

interface Prior {
  readonly below: number
  readonly above: number
  readonly sides: 1 | 2
  /** Increments that it is worth. */
  readonly worth: number
}

function priorOf(options: BetaBinomialOptions): Prior {
  const { below, above, sides = 1 } = options
  checkSides(sides)
  for (const [name, limit] of Object.entries({ below, above })) {
    if (!(limit > 0 && limit < Number.POSITIVE_INFINITY)) throw invalidArgument(name, 'a number above 0', String(limit))
  }
  const share = below / (below + above)
  if (!(share >= leastShare && share <= 1 - leastShare))
    throw invalidArgument('below', `${leastShare} of below and above together at least, and not more`, String(below))
  const worth = Math.max(priorVariance(options, sides) / (below * above) - 1, 1e-3)
  if (!(worth <= mostIncrements))
    throw invalidArgument(
      'tightestAt',
      `${mostIncrements} increments of variance below · above at most`,
      String(options.tightestAt),
    )
  return { below, above, sides, worth }
}

function checkIncrements(v: number, { below, above }: BetaBinomialOptions): void {
  checkVariance(v)
  if (!(v / (below * above) <= mostIncrements))
    throw invalidArgument('v', `${mostIncrements} increments of variance below · above at most`, String(v))
}

function logE(s: number, v: number, { below, above, sides, worth }: Prior): number {
  const range = below + above
  const [toBelow, toAbove] = [above / range, below / range]
  // As many increments at each end as give this sum.
  const atBelow = Math.max(0, v / below - s) / range
  const atAbove = Math.max(0, v / above + s) / range
  const ofTwo = dirichletLogE([atBelow, atAbove], [toBelow, toAbove], worth)
  if (sides === 2) return ofTwo
  const [a, b] = [worth * toBelow, worth * toAbove]
  return ofTwo + logLowerBeta(toBelow, toAbove, a + atBelow, b + atAbove) - logLowerBeta(toBelow, toAbove, a, b)
}
