import { checkPositive } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import type { Comparison } from './comparison.ts'
import { checkWord, type Sample } from './sample.ts'
import type { Harm } from './shown-within.ts'
import { welchT } from './welch-t.ts'

export interface Equivalence {
  readonly difference: number
  /** Of the claim that the difference is below +margin. */
  readonly pUpper: number
  /** Of the claim that the difference is above −margin. */
  readonly pLower: number
  /** The larger of both: that of equivalence. */
  readonly pValue: number
  /** Interval of the difference at 1 − 2·alpha: equivalence is shown where it lies within ±margin. */
  readonly lower: number
  readonly upper: number
  readonly isEquivalent: boolean
}

/**
 * Two one-sided Welch tests: are the means shown to differ by less than the margin, in both directions?
 *
 * @param options.margin - the smallest difference that is unacceptable, above 0, in the unit of the values.
 * @param options.alpha - error of each test, and of the claim. Default 0.05.
 * @returns not comparable as `welchT`.
 * @throws AnalysisError `invalid-argument` for margins and alphas outside, and as `welchT`.
 * @see Schuirmann (1987), J. Pharmacokin. Biopharm. 15.
 * @example
 * ```ts
 * equivalence([1, 2, 3], [1, 2, 3], { margin: 10 }).isEquivalent // true
 * ```
 */
export function equivalence(
  control: Sample,
  experiment: Sample,
  options: { readonly margin: number; readonly alpha?: number },
): Comparison<Equivalence> {
  const { margin, alpha = 0.05 } = options
  checkClaim(margin, alpha)
  const upper = welchT(control, experiment, { alternative: 'less', nullValue: margin, level: 1 - alpha })
  const lower = welchT(control, experiment, { alternative: 'greater', nullValue: -margin, level: 1 - alpha })
  if (upper.kind !== 'compared') return upper
  if (lower.kind !== 'compared') return lower
  const pValue = Math.max(upper.pValue, lower.pValue)
  return {
    kind: 'compared',
    difference: upper.difference,
    pUpper: upper.pValue,
    pLower: lower.pValue,
    pValue,
    lower: lower.lower,
    upper: upper.upper,
    isEquivalent: pValue <= alpha,
  }
}

/** @throws AnalysisError `invalid-argument` for a margin not above 0, an alpha outside (0, ½), another word for the harm. */
export function checkClaim(margin: number, alpha: number, harm: Harm = 'increase'): void {
  checkPositive('margin', margin)
  if (!(alpha > 0 && alpha < 0.5)) throw invalidArgument('alpha', 'above 0 and below 0.5', String(alpha))
  checkWord(harm, ['increase', 'decrease'], 'harm')
}
