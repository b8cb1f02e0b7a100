import { AnalysisError } from '../errors.ts'

/** The error for a text that is not the unit it should be. */
export function refused(argument: string, expected: string, received: string): AnalysisError {
  return new AnalysisError('invalid-argument', `Expected ${expected}, got '${received}'`, {
    argument,
    expected,
    received,
  })
}
