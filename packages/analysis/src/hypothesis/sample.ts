import { AnalysisError } from '../errors.ts'

/** Numbers of one side. */
export type Sample = Float64Array | readonly number[]

/**
 * The sample sorted into an array of its own.
 *
 * @throws AnalysisError `invalid-argument` for an empty sample and for values that are not finite: a comparison of
 *   nothing, or with NaN in it, would have an answer.
 */
export function sorted(sample: Sample, name: 'control' | 'experiment'): Float64Array {
  const values = Float64Array.from(sample)
  const odd = values.findIndex((value) => !Number.isFinite(value))
  if (values.length === 0 || odd >= 0) {
    const received = values.length === 0 ? 'an empty sample' : `${values[odd]} at index ${odd}`
    throw new AnalysisError('invalid-argument', `Expected ${name} to hold finite numbers, got ${received}`, {
      argument: name,
      expected: 'at least one number, all finite',
      received,
    })
  }
  return values.sort()
}
