import { finiteValues } from '../descriptive/index.ts'
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
  // Checked as it was given: a null in JSON would be copied as 0.
  return new Float64Array(finiteValues(sample, name))
}

/** The sample copied and sorted. */
export function sorted(sample: Sample, name: 'control' | 'experiment'): Float64Array {
  return copied(sample, name).sort()
}

/** @throws AnalysisError `invalid-argument` for a confidence level, or another share, outside (0, 1), NaN included. */
export function checkLevel(level: number, argument = 'level'): void {
  if (!(level > 0 && level < 1)) throw invalidArgument(argument, 'a number above 0 and below 1', String(level))
}

/** @throws AnalysisError `invalid-argument` for another word than the known ones, which would silently mean one of them. */
export function checkWord<Word extends string>(word: Word, known: readonly Word[], argument = 'method'): void {
  if (!known.includes(word)) throw invalidArgument(argument, known.join(', '), word)
}

/** @throws AnalysisError `invalid-argument` for another word, whose p-value would be none. */
export function checkAlternative(alternative: Alternative): void {
  checkWord(alternative, ['two-sided', 'less', 'greater'], 'alternative')
}

/** @throws AnalysisError `invalid-argument` for a quantile or a confidence level outside (0, 1), NaN included. */
export function checkQuantile(quantile: number, level: number): void {
  checkLevel(quantile, 'quantile')
  checkLevel(level)
}
