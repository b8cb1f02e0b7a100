import {
  countLogRatio,
  updateCountEProcess,
  updateOverdispersedCount,
  type CountEProcess,
  type ExposedCounts,
  type OverdispersedCountEProcess,
} from '../../sequential/index.ts'
import { noDifference, residualsFrom, testDifference, type DifferenceTest } from './difference-test.ts'
import { noEvidence, raised, type EvidenceLevel } from './evidence-level.ts'

/** How events vary beyond Poisson's law, learnt from A/A data. */
export interface CountNoise {
  /** Variances of a look's own log rate ratio that may be true, and how probable each is held to be. */
  readonly overdispersion: readonly number[]
  readonly weights: readonly number[]
  /** The same for looks with many events, as long-run variance of the log ratio. */
  readonly extraVariance: number
}

/** Which ratios of rates matter, harmful ones being above 1. */
export interface CountLimits {
  /** Ratio up to which nothing is wrong; `null` where harm is not asked about. */
  readonly tolerance: number | null
  /** Ratio from which it is unacceptable; `null` where no claim is made. */
  readonly margin: number | null
  /** `null` without A/A data. */
  readonly noise: CountNoise | null
  /**
   * What counts of a share vary by in proportion to those of a rare event: 1 − the share that is expected, above 0, at most 1.
   * Default 1.
   */
  readonly thinning?: number
}

type SmallCounts =
  | { readonly kind: 'plain'; readonly process: CountEProcess }
  | { readonly kind: 'overdispersed'; readonly process: OverdispersedCountEProcess }

/** Counts tested in both directions: harm above the tolerated ratio, and staying below the margin. */
export interface CountTest {
  /** How the last look was read. */
  readonly path: 'small' | 'large' | null
  readonly smallHarm: SmallCounts | null
  readonly smallClaim: SmallCounts | null
  readonly large: DifferenceTest
  readonly harm: EvidenceLevel
  readonly claim: EvidenceLevel
}

export const noCounts: CountTest = {
  path: null,
  smallHarm: null,
  smallClaim: null,
  large: noDifference,
  harm: noEvidence,
  claim: noEvidence,
}

/**
 * Variances of a look's log rate ratio that are reckoned with; A/A data leave some of them. Bursts whose size varies as a gamma variable of
 * shape 2 on each side come to 1.3.
 */
export const possibleOverdispersion: readonly number[] = [0, 0.03, 0.1, 0.3, 1, 1.6]

/** Atoms of the prior on ratios: sixteen tell them apart as well as thirty-two, in half the time. */
const atoms = 16

/** The size of log ratio that looks with many events should find soonest. */
const largeScale = Math.log(1.5)

/**
 * One more look at counts. Looks of few events are read by the exact conditional law, looks of many by their log ratio. The
 * choice rests on the events of both sides together, which say nothing about their ratio, and the evidence of both ways is
 * multiplied, because no look goes both.
 */
export function testCounts(state: CountTest, counts: ExposedCounts, limits: CountLimits): CountTest {
  const { control, experiment, controlExposure, experimentExposure } = counts
  if (!(controlExposure > 0 && experimentExposure > 0)) return state
  const ratio = countLogRatio(counts)
  const { thinning = 1 } = limits
  const exposureRatio = experimentExposure / controlExposure
  const path = pathOf(state.path, control + experiment, exposureRatio, limits.noise !== null)
  const next: Pick<CountTest, 'smallHarm' | 'smallClaim' | 'large'> =
    path === 'large'
      ? {
          smallHarm: state.smallHarm,
          smallClaim: state.smallClaim,
          large: testDifference(
            state.large,
            { ...ratio, variance: ratio.variance * thinning },
            {
              tolerance: limits.tolerance === null ? null : Math.log(limits.tolerance),
              margin: limits.margin === null ? null : Math.log(limits.margin),
              harmScale: largeScale,
              claimScale: largeScale,
              extraVariance: limits.noise?.extraVariance ?? 'scale-free',
              residualsFrom: limits.noise === null ? residualsFrom.assumed : residualsFrom.learnt,
              levelSd: 0,
            },
          ),
        }
      : {
          large: state.large,
          smallHarm:
            limits.tolerance === null
              ? null
              : testSmall(state.smallHarm, { control, experiment, exposureRatio }, limits.tolerance, limits.noise),
          // To stay below a ratio is the other side being above its inverse.
          smallClaim:
            limits.margin === null
              ? null
              : testSmall(
                  state.smallClaim,
                  { control: experiment, experiment: control, exposureRatio: 1 / exposureRatio },
                  1 / limits.margin,
                  limits.noise,
                ),
        }
  return {
    path,
    ...next,
    harm: raised(state.harm, (next.smallHarm?.process.logE ?? 0) + next.large.harm.logE),
    claim: raised(state.claim, (next.smallClaim?.process.logE ?? 0) + next.large.claim.logE),
  }
}

/**
 * Many events are 40 of both sides with 4 on the smaller one to be expected, where the noise of log ratios was learnt. Where
 * it was not, the conditional law tells more, as long as its integral is exact: up to x π(1 − π) = 12. A path is left only
 * where counts are clearly on the other side, so that evidence does not start anew again and again.
 */
function pathOf(
  before: CountTest['path'],
  events: number,
  exposureRatio: number,
  isLearnt: boolean,
): 'small' | 'large' {
  const share = exposureRatio / (1 + exposureRatio)
  const smaller = events * Math.min(share, 1 - share)
  const information = events * share * (1 - share)
  if (before === 'large') return events >= 20 && smaller >= 2 ? 'large' : 'small'
  if (before === 'small' || !isLearnt) return information > largestIntegral ? 'large' : 'small'
  return events >= 40 && smaller >= 4 ? 'large' : 'small'
}

/** x π(1 − π) up to which 31 nodes integrate a look's likelihood. */
const largestIntegral = 12

function testSmall(
  state: SmallCounts | null,
  look: { readonly control: number; readonly experiment: number; readonly exposureRatio: number },
  rateRatio: number,
  noise: CountNoise | null,
): SmallCounts {
  const overdispersion = noise?.overdispersion ?? possibleOverdispersion
  const weights = noise?.weights ?? overdispersion.map(() => 1)
  if (overdispersion.length === 1 && overdispersion[0] === 0) {
    const before = state?.kind === 'plain' ? state.process : null
    return { kind: 'plain', process: updateCountEProcess(before, look, { rateRatio, atoms }) }
  }
  const before = state?.kind === 'overdispersed' ? state.process : null
  return {
    kind: 'overdispersed',
    process: updateOverdispersedCount(before, look, { rateRatio, overdispersion, weights, atoms }),
  }
}
