import type { Histogram } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'

/**
 * Upper bounds for observations above 0, in equal steps of the logarithm, that hold all of `samples`; the last is `Infinity`.
 * Histograms of the same bounds add up.
 *
 * @param perDoubling - bounds for each factor of 2, a whole number from 1 to 64; twice a bound is one too.
 * @param exact - further bounds, such as a limit that is asked about.
 * @returns ascending, each once. Observations that are not above 0 and finite ask for no bound.
 * @throws AnalysisError `invalid-argument` for another number of bounds.
 * @example
 * ```ts
 * doublingBounds([[1, 3]], 1) // [0.5, 1, 2, 4, 8, Infinity]
 * ```
 */
export function doublingBounds(
  samples: Iterable<Iterable<number>>,
  perDoubling: number,
  exact: readonly number[] = [],
): readonly number[] {
  if (!(Number.isInteger(perDoubling) && perDoubling >= 1 && perDoubling <= 64))
    throw invalidArgument('perDoubling', 'a whole number from 1 to 64', String(perDoubling))
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const values of samples) {
    for (const value of values) {
      if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
  }
  const bounds: number[] = []
  const last = Math.ceil(Math.log2(most) * perDoubling) + 1
  for (let step = Math.floor(Math.log2(least) * perDoubling) - 1; step <= last; step += 1)
    bounds.push(boundAt(step, perDoubling))
  return [...new Set([...bounds, ...exact, Number.POSITIVE_INFINITY])].sort((one, other) => one - other)
}

/** Doubling it is exact: a limit of twice a bound is a bound. */
function boundAt(step: number, perDoubling: number): number {
  const doublings = Math.floor(step / perDoubling)
  return 2 ** doublings * 2 ** ((step - doublings * perDoubling) / perDoubling)
}

/**
 * Observations counted into buckets. One that is on a bound is in the bucket below it.
 *
 * @param upperBounds - ascending, the last one `Infinity`.
 * @returns with a total of NaN where an observation is no number or infinite: such a histogram proves nothing.
 * @throws AnalysisError `invalid-argument` where the last bound is not `Infinity`.
 * @example
 * ```ts
 * histogramOfSamples([0.5, 1, 3], [1, Infinity]).buckets[0]?.count // 2
 * ```
 */
export function histogramOfSamples(samples: Iterable<number>, upperBounds: readonly number[]): Histogram {
  if (upperBounds.at(-1) !== Number.POSITIVE_INFINITY)
    throw invalidArgument('upperBounds', 'bounds of which the last is Infinity', String(upperBounds.at(-1)))
  const counts = upperBounds.map(() => 0)
  let total = 0
  for (const value of samples) {
    total += Number.isFinite(value) ? 1 : Number.NaN
    let [low, high] = [0, upperBounds.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (value <= (upperBounds[middle] ?? Number.POSITIVE_INFINITY)) high = middle
      else low = middle + 1
    }
    counts[low] = (counts[low] ?? 0) + 1
  }
  return { buckets: upperBounds.map((upperBound, at) => ({ upperBound, count: counts[at] ?? 0 })), total }
}
