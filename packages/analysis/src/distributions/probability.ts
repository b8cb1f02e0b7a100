import { invalidArgument } from '../errors.ts'

/** @throws AnalysisError `invalid-argument` for what is no probability, NaN included. */
export function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw invalidArgument('p', 'a probability between 0 and 1', String(p))
}

/** @throws AnalysisError `invalid-argument` for what is not a finite number above 0. */
export function checkPositive(argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw invalidArgument(argument, 'a number above 0', String(value))
}

/** @throws AnalysisError `invalid-argument` for NaN. */
export function checkNumber(argument: string, value: number): void {
  if (Number.isNaN(value)) throw invalidArgument(argument, 'a number', 'NaN')
}

/** @throws AnalysisError `invalid-argument` for what is not a whole number of 0 or more. */
export function checkCount(argument: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 0)) throw invalidArgument(argument, 'a whole number from 0', String(value))
}
