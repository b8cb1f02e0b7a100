import { notComparable, type Comparison, type NotComparable } from './comparison.ts'

/** A ratio experiment ÷ control with its interval; an end may be 0 or ∞. */
export interface Ratio {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/** A comparison of logarithms as a ratio; values of 0 and below have none. */
export function ratioOfLogs(
  control: Float64Array,
  experiment: Float64Array,
  compare: (control: Float64Array, experiment: Float64Array) => (Ratio & { readonly kind: 'compared' }) | NotComparable,
): Comparison<Ratio> {
  const least = Math.min(minimum(control), minimum(experiment))
  if (!(least > 0)) return notComparable('not-positive', `a ratio needs values above 0, the smallest is ${least}`)
  const result = compare(
    control.map((value) => Math.log(value)),
    experiment.map((value) => Math.log(value)),
  )
  if (result.kind !== 'compared') return result
  const { estimate, lower, upper, level } = result
  return { kind: 'compared', estimate: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper), level }
}

function minimum(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY
  for (const value of values) least = Math.min(least, value)
  return least
}
