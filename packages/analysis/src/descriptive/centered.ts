import { finiteValues, type Values } from './values.ts'

/**
 * The power of two next below the largest magnitude. Dividing by it costs no digit, and sums and squares of what is left
 * neither pass the largest number nor vanish.
 */
export function scaleOf(values: Values): number {
  let largest = 0
  for (let at = 0; at < values.length; at += 1) largest = Math.max(largest, Math.abs(values[at] ?? 0))
  return 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(largest))))
}

/** The mean of values divided by their scale, with the rounding error of the sum taken out by a second pass. */
export function scaledMean(values: Values, scale: number): number {
  const n = values.length
  let sum = 0
  for (let at = 0; at < n; at += 1) sum += (values[at] ?? 0) / scale
  const first = sum / n
  let rest = 0
  for (let at = 0; at < n; at += 1) rest += (values[at] ?? 0) / scale - first
  return first + rest / n
}

/** Values less their mean, in units of `scale`. */
export interface Centered {
  readonly away: Float64Array
  readonly scale: number
}

/** @throws AnalysisError `invalid-argument` for values that are not finite. */
export function centered(values: Values): Centered {
  const checked = finiteValues(values)
  const scale = scaleOf(checked)
  const center = scaledMean(checked, scale)
  return { away: Float64Array.from(checked, (value) => value / scale - center), scale }
}
