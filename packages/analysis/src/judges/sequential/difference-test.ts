import {
  combineLogEValues,
  normalMixtureBoundary,
  normalMixtureLogE,
  stratifyDifference,
  updateTEProcess,
  withLevelEffect,
  type LookDifference,
  type Score,
  type StratifiedDifference,
  type TEProcess,
} from '../../sequential/index.ts'
import { noEvidence, raised, type EvidenceLevel } from './evidence-level.ts'

/** Which differences matter, harmful ones being above 0. */
export interface DifferenceLimits {
  /** Differences up to this are not harm; `null` where harm is not asked about. */
  readonly tolerance: number | null
  /** From this difference on it is unacceptable; `null` where no claim is made. */
  readonly margin: number | null
  /** Sizes that each of both tests is made to find, above 0. */
  readonly harmScale: number
  readonly claimScale: number
  /**
   * Long-run variance beyond the sampling variance, learnt from A/A data or assumed. Without: `residual` waits for ten looks and
   * takes what their residuals show; `scale-free` does not need to know it, and takes longer.
   */
  readonly extraVariance: number | 'residual' | 'scale-free'
  /** The look from which the looks' own residuals are heard too: later where the variance was learnt than where it was assumed. */
  readonly residualsFrom: number
  /** Standard deviation of a lasting difference between the sides' machines, from 0. */
  readonly levelSd: number
}

/** A difference tested in both directions: harm above the tolerance, and staying below the margin. */
export interface DifferenceTest {
  readonly seen: StratifiedDifference | null
  /** Used where the noise is unknown. */
  readonly harmT: TEProcess | null
  readonly claimT: TEProcess | null
  readonly harm: EvidenceLevel
  readonly claim: EvidenceLevel
}

/** Size of relative effects that should be found soonest, as a logarithm. */
export const usualEffect = Math.log(1.1)

/** Residuals of few looks say little, and an estimate from A/A data need not give way to them. */
export const residualsFrom = { learnt: 20, assumed: 10 } as const

export const noDifference: DifferenceTest = {
  seen: null,
  harmT: null,
  claimT: null,
  harm: noEvidence,
  claim: noEvidence,
}

/** Correlations from look to look that are reckoned with where nothing was learnt. */
const correlationsOf = {
  sampled: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
  gauge: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
} as const

/** One more look at a difference that was formed inside the look. */
export function testDifference(state: DifferenceTest, look: LookDifference, limits: DifferenceLimits): DifferenceTest {
  const { extraVariance } = limits
  // Noise of unknown size is still no smaller than what sampling alone makes of it.
  const least = extraVariance === 'scale-free' && look.variance > 0 ? 0 : null
  const seen = stratifyDifference(state.seen, look, {
    extraVariance: typeof extraVariance === 'number' ? extraVariance : least,
    minLooks: limits.residualsFrom,
  })
  if (extraVariance === 'scale-free') return { ...scaleFree(state, seen, look, limits), seen }
  const { score, information } = withLevelEffect(seen, limits.levelSd)
  const { tolerance, margin, harmScale, claimScale } = limits
  return {
    seen,
    harmT: null,
    claimT: null,
    harm:
      tolerance === null
        ? state.harm
        : raised(state.harm, normalMixtureLogE({ score: score - tolerance * information, information }, harmScale)),
    claim:
      margin === null
        ? state.claim
        : raised(state.claim, claimLogE({ score: margin * information - score, information }, claimScale)),
  }
}

/**
 * Evidence that a difference is below its margin, from the score of the room below it. A claim has a question of its own, which
 * harm has not: is the canary equal to the baseline? Three quarters of the prior are that point, where the room is as large as the margin;
 * the rest is spread over all room.
 */
function claimLogE({ score, information }: Score, scale: number): number {
  const equal = scale * score - (scale * scale * information) / 2
  return combineLogEValues([equal, normalMixtureLogE({ score, information }, scale)], [3, 1])
}

/**
 * Evidence that does not know the size of the noise. Where looks have a sampling variance it is no more than that variance allows:
 * the lesser of two is evidence where either is, and without the bound a noise that happens to be small would make a difference of
 * nothing certain.
 */
function scaleFree(
  state: DifferenceTest,
  { score, information }: Score,
  { difference, variance }: LookDifference,
  { tolerance, margin, harmScale, claimScale }: DifferenceLimits,
): Omit<DifferenceTest, 'seen'> {
  const isGauge = variance === 0
  const weight = isGauge ? 1 : 1 / Math.sqrt(variance)
  const correlations = isGauge ? correlationsOf.gauge : correlationsOf.sampled
  // Without a sampling variance the size of an effect has no yardstick but the noise itself.
  const scaleOf = (scale: number): number => (isGauge ? 1 : scale)
  const harmT =
    tolerance === null
      ? null
      : updateTEProcess(
          state.harmT,
          { value: (difference - tolerance) * weight, weight },
          { scale: scaleOf(harmScale), correlations },
        )
  const claimT =
    margin === null
      ? null
      : updateTEProcess(
          state.claimT,
          { value: (margin - difference) * weight, weight },
          { scale: scaleOf(claimScale), correlations },
        )
  const most = (of: number, scale: number): number =>
    isGauge ? Number.POSITIVE_INFINITY : normalMixtureLogE({ score: of, information }, scale)
  return {
    harmT,
    claimT,
    harm:
      harmT === null || tolerance === null
        ? state.harm
        : raised(state.harm, Math.min(harmT.logE ?? 0, most(score - tolerance * information, harmScale))),
    claim:
      claimT === null || margin === null
        ? state.claim
        : raised(state.claim, Math.min(claimT.logE ?? 0, most(margin * information - score, claimScale))),
  }
}

/** An estimated difference with a confidence sequence; open ends are `null`. */
export interface EstimatedDifference {
  readonly estimate: number
  readonly radius: number | null
}

/** The difference as the looks show it, with the radius of a two-sided confidence sequence at 1 − alpha. */
export function estimateDifference(
  { seen }: DifferenceTest,
  { claimScale, levelSd }: Pick<DifferenceLimits, 'claimScale' | 'levelSd'>,
  alpha: number,
): EstimatedDifference | null {
  if (seen === null) return null
  const { score, information } = withLevelEffect(seen, levelSd)
  if (!(information > 0)) {
    const sum = seen.differences.reduce((total, each) => total + each, 0)
    return { estimate: sum / seen.differences.length, radius: null }
  }
  const radius = normalMixtureBoundary({ information, scale: claimScale, alpha: alpha / 2 }) / information
  return { estimate: score / information, radius: Number.isFinite(radius) ? radius : null }
}
