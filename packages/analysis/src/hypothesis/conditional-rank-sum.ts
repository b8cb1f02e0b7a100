import { invalidArgument } from '../errors.ts'
import type { Alternative } from './sample.ts'

/** Most values of both samples together: the work grows with the fourth power. */
const mostValues = 200

/**
 * P(U ≤ u), P(U ≥ u) and P(|U − n·m/2| ≥ |u − n·m/2|) over all ways to give n of the n + m values at hand to the
 * experiment, ties as midranks: exact where values are tied.
 *
 * Doubled ranks are whole numbers, so that the ways to reach each rank sum can be counted by adding one value at a time.
 *
 * @see Streitberg and Röhmel (1986), Exact distributions for permutation and rank tests: the shift algorithm.
 */
export function conditionalRankSum(u: number, x: Float64Array, y: Float64Array): Readonly<Record<Alternative, number>> {
  const n = x.length
  const total = n + y.length
  if (total > mostValues) throw invalidArgument('method', `asymptotic above ${mostValues} tied values`, 'exact')
  const ranks = doubledRanks(x, y)
  const most = ranks.reduce((sum, rank) => sum + rank, 0)
  // ways[taken] counts, for each doubled rank sum, the ways to take so many of the values seen so far.
  const ways = Array.from({ length: n + 1 }, () => new Float64Array(most + 1))
  const [none] = ways
  if (none !== undefined) none[0] = 1
  let reach = 0
  for (const rank of ranks) {
    reach += rank
    for (let taken = n; taken >= 1; taken -= 1) {
      const [into, from] = [ways[taken], ways[taken - 1]]
      if (into === undefined || from === undefined) continue
      for (let sum = reach; sum >= rank; sum -= 1) into[sum] = (into[sum] ?? 0) + (from[sum - rank] ?? 0)
    }
  }
  const counts = ways[n] ?? new Float64Array(0)
  const observed = Math.round(2 * u) + n * (n + 1)
  // All ways have the mean n(n + m + 1)/2 as their middle; doubled, so that distances from it are whole numbers.
  const middle = n * (total + 1)
  const distance = Math.abs(observed - middle)
  let [less, equal, greater, asFar] = [0, 0, 0, 0]
  for (let sum = 0; sum < counts.length; sum += 1) {
    const count = counts[sum] ?? 0
    if (sum < observed) less += count
    else if (sum > observed) greater += count
    else equal += count
    if (Math.abs(sum - middle) >= distance) asFar += count
  }
  const all = less + equal + greater
  return { less: (less + equal) / all, greater: (equal + greater) / all, 'two-sided': asFar / all }
}

/** Twice the midranks of both samples together, ascending. */
function doubledRanks(x: Float64Array, y: Float64Array): readonly number[] {
  const both = Float64Array.of(...x, ...y).sort()
  const ranks: number[] = []
  for (let from = 0; from < both.length;) {
    let to = from
    while (to < both.length && both[to] === both[from]) to += 1
    // Ranks from + 1 to `to` share their mean, (from + 1 + to) / 2.
    for (let at = from; at < to; at += 1) ranks.push(from + 1 + to)
    from = to
  }
  return ranks
}
