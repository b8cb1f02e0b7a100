/** A discrete law with one peak. */
export interface DiscreteLaw {
  readonly mass: (k: number) => number
  /** P(X ≤ k). */
  readonly upTo: (k: number) => number
  /** P(X > k). */
  readonly above: (k: number) => number
  readonly mode: number
  readonly least: number
  readonly most: number
}

/** Outcomes as probable as the observed one count as no more probable than it, in spite of rounding: R's margin. */
const asProbable = 1 + 1e-7

/**
 * The probability of all outcomes that are no more probable than the observed one: a tail that begins there, and on the
 * other side of the peak one that begins where the mass has fallen as far. Found by halving, not by summing.
 */
export function exactTwoSided(law: DiscreteLaw, observed: number): number {
  const { mass, mode } = law
  const limit = mass(observed) * asProbable
  if (mass(mode) <= limit) return 1
  if (observed < mode) {
    const from = firstWhere((k) => mass(k) <= limit, mode, law.most + 1)
    return law.upTo(observed) + law.above(from - 1)
  }
  const below = firstWhere((k) => mass(k) > limit, law.least, mode)
  return law.upTo(below - 1) + law.above(observed - 1)
}

/** The first whole number from `from` on at which a condition holds that then stays true; `to` where it does not before. */
function firstWhere(holds: (k: number) => boolean, from: number, to: number): number {
  let low = from - 1
  let high = to
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
