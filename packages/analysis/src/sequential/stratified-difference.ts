import { longRunExtraVariance, mean } from '../descriptive/index.ts'
import { invalidArgument } from '../errors.ts'
import type { Score } from './normal-mixture.ts'

/** The difference of one look, formed inside it, with its sampling variance: 0 for a gauge, which has none. */
export interface LookDifference {
  readonly difference: number
  readonly variance: number
}

/** Differences look by look, and what they add up to: plain numbers, to be stored as JSON. */
export interface StratifiedDifference extends Score {
  readonly differences: readonly number[]
  readonly variances: readonly number[]
  /** Long-run variance beyond the sampling variances that the weights contain; `null` where it is not known yet. */
  readonly extraVariance: number | null
}

export interface StratifiedOptions {
  /** Learnt from A/A data, from 0; `null` where there are none. Default `null`. */
  readonly extraVariance?: number | null
  /** From this look on the looks' own residuals are heard too, whole, from 3. Default 10. */
  readonly minLooks?: number
}

/** A gauge that never moves in A/A data would have infinite weight. */
const leastVariance = 1e-12

/**
 * One more look at a difference: score and information Σ wᵢDᵢ and Σ wᵢ with wᵢ = 1/(vᵢ + Λ). Λ is what the difference varies
 * in the long run beyond its sampling variance: the larger one of what A/A data say and, from `minLooks` on, what the looks' own
 * residuals about their mean say; where they speak alone, raised by 2/√n. Until one of both is known there is no information.
 *
 * Score and information belong to a difference of 0; for a bound b the score is `score − b · information`.
 *
 * @param state - of the look before; `null` at the beginning.
 * @throws AnalysisError `invalid-argument` for differences that are not finite, variances and extra variances below 0.
 * @see DerSimonian and Laird (1986) for random effects over strata; `longRunExtraVariance` for Λ.
 * @example
 * ```ts
 * stratifyDifference(null, { difference: 0.1, variance: 0.01 }, { extraVariance: 0 }).information // 100
 * ```
 */
export function stratifyDifference(
  state: StratifiedDifference | null,
  { difference, variance }: LookDifference,
  options: StratifiedOptions = {},
): StratifiedDifference {
  const { extraVariance: learnt = null, minLooks = 10 } = options
  if (!Number.isFinite(difference)) throw invalidArgument('difference', 'a finite number', String(difference))
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY))
    throw invalidArgument('variance', 'a finite number from 0', String(variance))
  if (learnt !== null && !(learnt >= 0 && learnt < Number.POSITIVE_INFINITY))
    throw invalidArgument('extraVariance', 'a finite number from 0', String(learnt))
  if (!(Number.isSafeInteger(minLooks) && minLooks >= 3))
    throw invalidArgument('minLooks', 'a whole number from 3', String(minLooks))
  const differences = [...(state?.differences ?? []), difference]
  const variances = [...(state?.variances ?? []), variance]
  const alone = weighted(differences, variances, learnt ?? 0)
  const extraVariance = differences.length < minLooks ? learnt : residualVariance(differences, variances, alone, learnt)
  if (extraVariance === null) return { differences, variances, extraVariance, score: 0, information: 0 }
  const { score, information } = extraVariance === learnt ? alone : weighted(differences, variances, extraVariance)
  return { differences, variances, extraVariance, score, information }
}

function residualVariance(
  differences: readonly number[],
  variances: readonly number[],
  { score, information }: Score,
  learnt: number | null,
): number {
  const center = score / information
  const residuals = new Float64Array(differences.length)
  for (let at = 0; at < residuals.length; at += 1) residuals[at] = (differences[at] ?? Number.NaN) - center
  const own = longRunExtraVariance(residuals, variances) ?? 0
  if (learnt !== null) return Math.max(learnt, own)
  // Alone, few residuals know their correlation badly: what they show is raised by the uncertainty of it.
  const sampling = mean(variances) ?? 0
  return Math.max(0, (own + sampling) * (1 + 2 / Math.sqrt(residuals.length)) - sampling)
}

function weighted(differences: readonly number[], variances: readonly number[], extraVariance: number): Score {
  let score = 0
  let information = 0
  for (let at = 0; at < differences.length; at += 1) {
    const weight = 1 / Math.max(leastVariance, (variances[at] ?? Number.NaN) + extraVariance)
    score += weight * (differences[at] ?? Number.NaN)
    information += weight
  }
  return { score, information }
}
