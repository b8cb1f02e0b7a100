import { invalidArgument } from '../errors.ts'

/** Numbers of one sample. */
export type Values = Float64Array | readonly number[]

/**
 * The values as they are.
 *
 * @throws AnalysisError `invalid-argument` for values that are not finite: a summary with NaN in it would be a number.
 * @example
 * ```ts
 * finiteValues([1, 2]) // [1, 2]
 * ```
 */
export function finiteValues(values: Values): Values {
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) throw invalidArgument('values', 'finite numbers', `${values[at]} at index ${at}`)
  }
  return values
}
