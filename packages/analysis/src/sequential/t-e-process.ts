import { studentTCdf, studentTSurvival } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { logSumExp } from '../numeric/index.ts'

/** Sums of a regression through the origin: z = difference·x + noise of unknown scale. */
export interface RegressionSums {
  /** Σ xz. */
  readonly score: number
  /** Σ x². */
  readonly information: number
  /** Σ z². */
  readonly squares: number
  /** How many values. */
  readonly count: number
}

/**
 * ln of the evidence that a difference is above 0 where the size of the noise is not known: the Bayes factor of a half-normal
 * prior (τ in units of the noise) against 0, with the scale integrated out under its right-Haar prior. Exact for normal noise of
 * any scale.
 *
 * @param scale - τ, above 0.
 * @returns 0 where nothing was seen; for values that are all 0 the evidence of no difference.
 * @throws AnalysisError `invalid-argument` for sums that are not finite, information and squares below 0, and scales not
 *   above 0.
 * @see Pérez-Ortiz, Lardy, de Heide and Grünwald (2024), E-statistics, group invariance and anytime-valid testing, Annals of
 *   Statistics 52; Lindon, Ham, Tingley and Bojinov (2022), Anytime-valid inference in linear models.
 * @example
 * ```ts
 * tMixtureLogE({ score: 0, information: 0, squares: 0, count: 0 }, 1) // 0
 * ```
 */
export function tMixtureLogE({ score, information, squares, count }: RegressionSums, scale: number): number {
  if (!(Number.isFinite(score) && information >= 0 && squares >= 0 && information + squares < Number.POSITIVE_INFINITY))
    throw invalidArgument('sums', 'finite sums', `${score}, ${information}, ${squares}`)
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw invalidArgument('scale', 'a finite number above 0', String(scale))
  if (count === 0) return 0
  const variance = scale * scale
  const shrunk = -Math.log1p(information * variance) / 2
  if (squares === 0) return shrunk
  const precision = information + 1 / variance
  const mean = score / precision
  const rest = Math.max(squares - score * mean, squares * 1e-15)
  const t = mean / Math.sqrt(rest / (count * precision))
  return Math.LN2 + shrunk + (count / 2) * Math.log(squares / rest) + logStudentTCdf(t, count)
}

/** ln P(T ≤ t): from the tail that is not near 1. */
function logStudentTCdf(t: number, degreesOfFreedom: number): number {
  return t > 0 ? Math.log1p(-studentTSurvival(t, degreesOfFreedom)) : Math.log(studentTCdf(t, degreesOfFreedom))
}

/** A difference divided by its standard error up to a common scale, and what it weighs. */
export interface ScaledDifference {
  /** Difference ÷ √variance; the difference itself where looks have no sampling variance. */
  readonly value: number
  /** 1 ÷ √variance; 1 where looks have none. */
  readonly weight: number
}

export interface TEProcessOptions {
  /** τ in units of the noise, above 0. */
  readonly scale: number
  /** Correlations from look to look that may be true, each from 0 and below 1. Default 0, 0.1, … 0.8. */
  readonly correlations?: readonly number[]
  /** Looks before any evidence is given, whole, from 2. Default 3. */
  readonly minLooks?: number
}

/** What a t e-process remembers: plain numbers, to be stored as JSON. */
export interface TEProcess {
  readonly looks: number
  readonly last: ScaledDifference
  /** One for each correlation. */
  readonly sums: readonly RegressionSums[]
  /** `null` before `minLooks`: no evidence either way. */
  readonly logE: number | null
  readonly maxLogE: number
}

const usualCorrelations: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]

/**
 * One more look at a difference whose noise is of unknown size and may be correlated from look to look: is it above 0? An
 * e-process for normal noise with lag-1 correlation up to the largest of `correlations`. For canaries without A/A history.
 *
 * The evidence averages the likelihood over the correlations and divides by the largest that the null has for any of them
 * (universal inference); for each of them the series is whitened and `tMixtureLogE` takes the scale out.
 *
 * @param state - of the look before; `null` at the beginning.
 * @throws AnalysisError `invalid-argument` for values that are not finite, weights not above 0, options out of range and a
 *   state of other correlations.
 * @see Wasserman, Ramdas and Balakrishnan (2020), Universal inference, PNAS 117, eq. 2.
 * @example
 * ```ts
 * updateTEProcess(null, { value: 2, weight: 1 }, { scale: 1 }).logE // null
 * ```
 */
export function updateTEProcess(state: TEProcess | null, look: ScaledDifference, options: TEProcessOptions): TEProcess {
  const { scale, correlations = usualCorrelations, minLooks = 3 } = options
  const { value, weight } = look
  if (!Number.isFinite(value)) throw invalidArgument('value', 'a finite number', String(value))
  if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
    throw invalidArgument('weight', 'a finite number above 0', String(weight))
  if (correlations.length === 0 || !correlations.every((r) => r >= 0 && r < 1))
    throw invalidArgument('correlations', 'numbers from 0 and below 1, one at least', String(correlations))
  if (!(Number.isSafeInteger(minLooks) && minLooks >= 2))
    throw invalidArgument('minLooks', 'a whole number from 2', String(minLooks))
  if (state !== null && state.sums.length !== correlations.length)
    throw invalidArgument('state', `${correlations.length} correlations`, String(state.sums.length))
  const looks = (state?.looks ?? 0) + 1
  const sums = correlations.map((r, at) => {
    const white = state === null ? Math.sqrt(1 - r * r) : 1
    const z = value * white - r * (state?.last.value ?? 0)
    const x = weight * white - r * (state?.last.weight ?? 0)
    const before = state?.sums[at]
    return {
      score: (before?.score ?? 0) + z * x,
      information: (before?.information ?? 0) + x * x,
      squares: (before?.squares ?? 0) + z * z,
      count: looks,
    }
  })
  const logE = looks < minLooks ? null : universal(sums, correlations, scale)
  return { looks, last: { value, weight }, sums, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE ?? 0) }
}

function universal(sums: readonly RegressionSums[], correlations: readonly number[], scale: number): number {
  // Differences that are all exactly 0 are no evidence: their likelihood is infinite under every hypothesis.
  if (sums.some(({ squares }) => squares === 0)) return 0
  const nulls = sums.map(({ squares, count }, at) => {
    const r = correlations[at] ?? 0
    return Math.log(1 - r * r) / 2 - (count / 2) * Math.log(squares)
  })
  const evidence = sums.map((each, at) => {
    const r = correlations[at] ?? 0
    return (nulls[at] ?? Number.NaN) + tMixtureLogE(each, scale / Math.sqrt(1 - r * r))
  })
  return logSumExp(evidence) - Math.log(correlations.length) - Math.max(...nulls)
}
