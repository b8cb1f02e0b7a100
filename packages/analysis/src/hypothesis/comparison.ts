/** Why two samples cannot be compared. */
export type NotComparableReason =
  /** A side has no value at all. */
  | 'empty'
  /** A side has fewer values than the method needs. */
  | 'too-few-values'
  /** Every value is the same, so that nothing measures the noise. */
  | 'no-variation'
  /** Nothing was counted on either side. */
  | 'no-events'
  /** A ratio was asked for of values that are not all above 0. */
  | 'not-positive'
  /** A difference or a limit is larger than a number can hold: nothing, or everything, would be within it. */
  | 'overflow'

/**
 * Samples that are too weak to be compared: a result with its reason, never a number that could be taken for evidence.
 * What a caller got wrong, such as a NaN in a sample or a level of 2, is thrown instead.
 */
export interface NotComparable {
  readonly kind: 'not-comparable'
  readonly reason: NotComparableReason
  /** Plain words with the numbers. */
  readonly detail: string
}

/** What a comparison of a control and an experiment gives: its numbers, or why there are none. */
export type Comparison<Numbers> = (Numbers & { readonly kind: 'compared' }) | NotComparable

/**
 * A comparison that could not be made.
 *
 * @example
 * ```ts
 * notComparable('empty', 'control has 0 values').reason // "empty"
 * ```
 */
export function notComparable(reason: NotComparableReason, detail: string): NotComparable {
  return { kind: 'not-comparable', reason, detail }
}

/** Why numbers that were computed say nothing: they are larger than a number can hold. `null` where they are finite. */
export function overflow(computed: number): NotComparable | null {
  return Number.isFinite(computed) ? null : notComparable('overflow', `a difference of ${computed}`)
}
