import { invalidArgument } from '../errors.ts'

/**
 * A probability as it is.
 *
 * @param argument - what the error calls it.
 * @throws AnalysisError `invalid-argument` outside 0 to 1, and for NaN.
 * @example
 * ```ts
 * checkProbability(0.5) // 0.5
 * ```
 */
export function checkProbability(p: number, argument = 'p'): number {
  if (!(p >= 0 && p <= 1)) throw invalidArgument(argument, 'a probability between 0 and 1', String(p))
  return p
}

/**
 * A number above 0 as it is.
 *
 * @param argument - what the error calls it.
 * @throws AnalysisError `invalid-argument` for 0 and below, ∞ and NaN.
 * @example
 * ```ts
 * checkPositive('shape', 2) // 2
 * ```
 */
export function checkPositive(argument: string, value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw invalidArgument(argument, 'a number above 0', String(value))
  return value
}

/** @throws AnalysisError `invalid-argument` for NaN. */
export function checkNumber(argument: string, value: number): void {
  if (Number.isNaN(value)) throw invalidArgument(argument, 'a number', 'NaN')
}

/** @throws AnalysisError `invalid-argument` for what is not a safe whole number of 0 or more: larger ones have gaps. */
export function checkCount(argument: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 0))
    throw invalidArgument(argument, 'a whole number from 0', String(value))
}
