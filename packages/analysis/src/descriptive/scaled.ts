import { finiteValues, type Values } from './values.ts'

/** Values, and their mean, in units of a power of two. */
export interface Scaled {
  readonly ones: Float64Array
  readonly center: number
  readonly scale: number
}

/**
 * The power of two next below the largest magnitude. Dividing by it costs no digit, and sums and squares of what is left
 * neither pass the largest number nor vanish.
 */
export function scaleOf(values: Values): number {
  let largest = 0
  for (let at = 0; at < values.length; at += 1) largest = Math.max(largest, Math.abs(values[at] ?? 0))
  return 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(largest))))
}

/**
 * The values in units of their scale, with the mean of them, which a second pass frees of the rounding error of the sum.
 *
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 */
export function scaled(values: Values): Scaled {
  const scale = scaleOf(finiteValues(values))
  // A loop: the constructor's copy of a plain array takes thirty times as long.
  const ones = new Float64Array(values.length)
  for (let at = 0; at < ones.length; at += 1) ones[at] = (values[at] ?? 0) / scale
  const first = meanDistance(ones, 0)
  return { ones, center: first + meanDistance(ones, first), scale }
}

/** The mean of values less a number. */
function meanDistance(values: Float64Array, from: number): number {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += (values[at] ?? 0) - from
  return sum / values.length
}
