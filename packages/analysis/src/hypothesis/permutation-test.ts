import { invalidArgument } from '../errors.ts'
import { drawIndex, type RandomSource } from '../numeric/index.ts'
import { bothTails } from './both-tails.ts'
import { advance, split, waysToSplit } from './combinations.ts'
import type { Comparison } from './comparison.ts'
import { emptySample } from './mann-whitney.ts'
import { checkAlternative, copied, type Alternative, type Sample } from './sample.ts'
import { meanDifference, type TwoSampleStatistic } from './two-sample-statistic.ts'

export interface PermutationTest {
  readonly statistic: number
  readonly pValue: number
  /** `exact`: all ways to split the values were gone through; `random`: as many as were asked for. */
  readonly method: 'exact' | 'random'
  readonly permutations: number
}

/** Statistics that differ by rounding alone count as equal. */
const rounding = 1e-12

/**
 * A test of whatever statistic by splitting the values at hand anew: exact under the hypothesis that both samples come
 * from one law, without any assumption on its shape.
 *
 * All splits are gone through where there are no more than `permutations`; else so many random ones are drawn and the
 * observed split is counted among them, p = (1 + those at least as extreme) ÷ (1 + permutations), so that p is never 0.
 * Two-sided p is twice the smaller side.
 *
 * @param options.random - uniform numbers in [0, 1); the same source gives the same p.
 * @param options.statistic - default: difference of the means. A NaN counts as at least as extreme.
 * @param options.permutations - a whole number from 1. Default 9,999.
 * @returns not comparable as `empty` where a sample has no value.
 * @throws AnalysisError `invalid-argument` for values that are not finite and permutations outside, and for a
 *   source that leaves [0, 1).
 * @see Phipson and Smyth (2010), Permutation p-values should never be zero.
 * @example
 * ```ts
 * permutationTest([1, 2, 3], [4, 5, 6], { random: () => 0.5 }).pValue // 0.1
 * ```
 */
export function permutationTest(
  control: Sample,
  experiment: Sample,
  options: {
    readonly random: RandomSource
    readonly statistic?: TwoSampleStatistic
    readonly alternative?: Alternative
    readonly permutations?: number
  },
): Comparison<PermutationTest> {
  const { random, statistic = meanDifference, alternative = 'two-sided', permutations = 9999 } = options
  checkAlternative(alternative)
  if (!(Number.isSafeInteger(permutations) && permutations >= 1))
    throw invalidArgument('permutations', 'a whole number from 1', String(permutations))
  const x = copied(experiment, 'experiment')
  const y = copied(control, 'control')
  const [n, m] = [x.length, y.length]
  if (n === 0 || m === 0) return emptySample(x, y)
  const observed = statistic(y, x)
  const slack = rounding * Math.max(1e-300, Math.abs(observed))
  const both = new Float64Array([...x, ...y])
  const counts = { less: 0, greater: 0, all: 0 }
  const count = (value: number): void => {
    counts.all += 1
    if (!(value > observed + slack)) counts.less += 1
    if (!(value < observed - slack)) counts.greater += 1
  }
  const exact = waysToSplit(n, m) <= permutations
  if (exact) {
    const chosen = Int32Array.from({ length: n }, (_, at) => at)
    do {
      split(both, chosen, x, y)
      count(statistic(y, x))
    } while (advance(chosen, n + m))
  } else {
    count(observed)
    for (let round = 0; round < permutations; round += 1) {
      shuffle(both, n, random)
      x.set(both.subarray(0, n))
      y.set(both.subarray(n))
      count(statistic(y, x))
    }
  }
  return {
    kind: 'compared',
    statistic: observed,
    pValue: bothTails(counts.less / counts.all, counts.greater / counts.all)[alternative],
    method: exact ? 'exact' : 'random',
    permutations: exact ? counts.all : permutations,
  }
}

/** Fisher and Yates' shuffle, as far as the first n values need it. */
function shuffle(values: Float64Array, n: number, random: RandomSource): void {
  for (let at = 0; at < n; at += 1) {
    const from = at + drawIndex(random, values.length - at)
    const swapped = values[at] ?? 0
    values[at] = values[from] ?? 0
    values[from] = swapped
  }
}
