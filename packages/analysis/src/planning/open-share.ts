import { invalidArgument } from '../errors.ts'

/** @throws AnalysisError `invalid-argument` for what does not lie between 0 and 1, ends and NaN included. */
export function checkOpenShare(value: number, name: 'alpha' | 'power'): void {
  if (!(value > 0 && value < 1)) throw invalidArgument(name, 'a number above 0 and below 1', String(value))
}
