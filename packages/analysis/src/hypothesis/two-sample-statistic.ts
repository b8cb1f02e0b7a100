/**
 * A number that says how two samples differ, experiment against control; larger means a larger experiment. The arrays are
 * used again for the next call: read them, keep nothing of them.
 */
export type TwoSampleStatistic = (control: Float64Array, experiment: Float64Array) => number

/** Mean of the experiment − mean of the control. */
export const meanDifference: TwoSampleStatistic = (control, experiment) => average(experiment) - average(control)

function average(values: Float64Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0
  return sum / values.length
}
