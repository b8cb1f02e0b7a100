/** The smallest number with all its digits: a quantile below it is 0. */
export const smallest = 2 ** -1022

/** One law on a scale where its logarithm is nearly straight, so that Newton's steps on it hardly miss. */
export interface Tail {
  /** Probability beyond x, falling in x from `low` to `high`. */
  readonly beyond: (x: number) => number
  /** Its density: the slope of `beyond`, without the sign. */
  readonly density: (x: number) => number
}

/**
 * The x where the probability beyond x is p, by Newton's method on the logarithm inside a bracket that only narrows; a
 * step that leaves the bracket is replaced by its middle.
 */
export function tailQuantile(tail: Tail, p: number, bracket: { low: number; high: number }, start: number): number {
  let { low, high } = bracket
  let x = start > low && start < high ? start : middle(low, high)
  for (let round = 0; round < 400; round += 1) {
    const at = tail.beyond(x)
    if (at === p) return x
    if (at > p) low = x
    else high = x
    const next = x + (at * Math.log(at / p)) / tail.density(x)
    if (Math.abs(next - x) <= 4e-16 * Math.abs(x)) return next
    const inside = next > low && next < high ? next : middle(low, high)
    if (inside === x) return x
    x = inside
  }
  return x
}

function middle(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return Math.max(1, 2 * low)
  if (low === Number.NEGATIVE_INFINITY) return Math.min(-1, 2 * high)
  return low + (high - low) / 2
}
