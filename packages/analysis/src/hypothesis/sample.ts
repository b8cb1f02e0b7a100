import { invalidArgument } from '../errors.ts'

/** Numbers of one side. */
export type Sample = Float64Array | readonly number[]

/** Which side of the null hypothesis is asked about: the experiment relative to the control. */
export type Alternative = 'two-sided' | 'less' | 'greater'

/**
 * The sample copied into an array of its own.
 *
 * @throws AnalysisError `invalid-argument` for values that are not finite: a comparison with NaN in it would have an
 *   answer.
 */
export function copied(sample: Sample, name: 'control' | 'experiment' | 'values'): Float64Array {
  const values = new Float64Array(sample)
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) throw invalidArgument(name, 'finite numbers', `${values[at]} at index ${at}`)
  }
  return values
}

/** The sample copied and sorted. */
export function sorted(sample: Sample, name: 'control' | 'experiment'): Float64Array {
  return copied(sample, name).sort()
}

/** @throws AnalysisError `invalid-argument` for a confidence level, or another share, outside (0, 1), NaN included. */
export function checkLevel(level: number, argument = 'level'): void {
  if (!(level > 0 && level < 1)) throw invalidArgument(argument, 'a number above 0 and below 1', String(level))
}

const alternatives: readonly string[] = ['two-sided', 'less', 'greater'] satisfies readonly Alternative[]

/** @throws AnalysisError `invalid-argument` for another word, whose p-value would be none. */
export function checkAlternative(alternative: Alternative): void {
  if (!alternatives.includes(alternative)) throw invalidArgument('alternative', alternatives.join(', '), alternative)
}

/** @throws AnalysisError `invalid-argument` for a quantile or a confidence level outside (0, 1), NaN included. */
export function checkQuantile(quantile: number, level: number): void {
  if (!(quantile > 0 && quantile < 1)) throw invalidArgument('quantile', 'above 0 and below 1', String(quantile))
  checkLevel(level)
}
