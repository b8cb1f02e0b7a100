import { invalidArgument } from '../errors.ts'
import { logChoose } from '../numeric/index.ts'
import { relativeEffect } from './relative-effect.ts'

/** Statistics that differ by rounding alone count as equal. */
const rounding = 1e-10

/**
 * The shares of all ways to split the values at hand whose studentised relative effect is at most, and at least, the
 * observed one.
 *
 * @throws AnalysisError `invalid-argument` for more than `most` ways.
 * @see Neubert and Brunner (2007), A studentized permutation test for the non-parametric Behrens–Fisher problem.
 */
export function studentizedPermutation(
  x: Float64Array,
  y: Float64Array,
  observed: number,
  most: number,
): readonly [number, number] {
  const n = x.length
  const total = n + y.length
  const arrangements = Math.exp(logChoose(total, n))
  if (!(arrangements <= most * (1 + 1e-9))) {
    throw invalidArgument(
      'method',
      `t or normal above ${most} arrangements`,
      `permutation of ${Math.round(arrangements)}`,
    )
  }
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

/** The chosen values, and those that are left, both ascending because all are. */
function split(both: Float64Array, chosen: Int32Array, one: Float64Array, other: Float64Array): void {
  let next = 0
  let left = 0
  for (let at = 0; at < both.length; at += 1) {
    if (chosen[next] === at) {
      one[next] = both[at] ?? 0
      next += 1
    } else {
      other[left] = both[at] ?? 0
      left += 1
    }
  }
}

/** Moves to the next choice in lexicographic order; false after the last. */
function advance(chosen: Int32Array, total: number): boolean {
  const n = chosen.length
  let at = n - 1
  while (at >= 0 && chosen[at] === total - n + at) at -= 1
  if (at < 0) return false
  const value = (chosen[at] ?? 0) + 1
  for (let next = at; next < n; next += 1) chosen[next] = value + next - at
  return true
}
