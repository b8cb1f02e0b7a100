/** Which change is bad. */
export type Harm = 'increase' | 'decrease'

/**
 * The limit of an interval on the harmful side, and whether it stays within what is acceptable: below `most` where an
 * increase is bad, above `least` where a decrease is.
 */
export function shownWithin(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  harm: Harm,
  least: number,
  most: number,
): { readonly limit: number; readonly isNonInferior: boolean } {
  return harm === 'increase'
    ? { limit: upper, isNonInferior: upper < most }
    : { limit: lower, isNonInferior: lower > least }
}
