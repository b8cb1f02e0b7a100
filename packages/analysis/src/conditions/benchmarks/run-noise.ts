import { variance } from '../../descriptive/index.ts'
import type { AcceptedBenchmark } from './accepted-benchmarks.ts'

/**
 * How much accepted runs of the same benchmarks differ: the root of the mean variance of the logarithms, as a share. Taken over
 * all benchmarks together, because a few runs of one say little. 0 where no benchmark has two runs.
 *
 * @param accepted - of each benchmark, the runs that have it.
 */
export function runNoiseOf(accepted: readonly (readonly AcceptedBenchmark[])[]): number {
  const variances = accepted.flatMap((runs) => {
    const values = runs.map(({ value }) => value)
    return values.every((value) => value > 0) ? (variance(values.map(Math.log)) ?? []) : []
  })
  const sum = variances.reduce((total, one) => total + one, 0)
  return variances.length === 0 ? 0 : Math.sqrt(sum / variances.length)
}
