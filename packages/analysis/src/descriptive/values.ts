import { invalidArgument } from '../errors.ts'

/** Numbers of one sample. */
export type Values = Float64Array | readonly number[]

/**
 * The values as they are.
 *
 * @param name - what the error calls them.
 * @throws AnalysisError `invalid-argument` for values that are not finite: a summary with NaN in it would be a number.
 * @example
 * ```ts
 * finiteValues([1, 2]) // [1, 2]
 * ```
 */
export function finiteValues(values: Values, name = 'values'): Values {
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) throw invalidArgument(name, 'finite numbers', `${values[at]} at index ${at}`)
  }
  return values
}
