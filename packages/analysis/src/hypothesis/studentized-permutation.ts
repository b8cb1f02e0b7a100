import { advance, split } from './combinations.ts'
import { relativeEffect } from './relative-effect.ts'

/** Statistics that differ by rounding alone count as equal. */
const rounding = 1e-10

/**
 * The shares of all ways to split the values at hand whose studentised relative effect is at most, and at least, the
 * observed one.
 *
 * @see Neubert and Brunner (2007), A studentized permutation test for the non-parametric Behrens–Fisher problem.
 */
export function studentizedPermutation(x: Float64Array, y: Float64Array, observed: number): readonly [number, number] {
  const n = x.length
  const total = n + y.length
  const both = Float64Array.of(...x, ...y).sort()
  const chosen = Int32Array.from({ length: n }, (_, at) => at)
  const one = new Float64Array(n)
  const other = new Float64Array(y.length)
  const slack = Number.isFinite(observed) ? rounding * Math.max(1, Math.abs(observed)) : 0
  let [all, less, greater] = [0, 0, 0]
  do {
    split(both, chosen, one, other)
    const { statistic } = relativeEffect(one, other)
    all += 1
    if (Number.isNaN(statistic) || statistic <= observed + slack) less += 1
    if (Number.isNaN(statistic) || statistic >= observed - slack) greater += 1
  } while (advance(chosen, total))
  return [less / all, greater / all]
}
