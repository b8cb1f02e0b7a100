import { AnalysisError, type KayentaFault } from '../../errors.ts'

/** The exceptions with which Kayenta's judgement ends at what it cannot read. */
export type JavaException =
  | 'java.lang.NullPointerException'
  | 'java.lang.ClassCastException'
  | 'java.lang.IllegalArgumentException'
  | 'java.lang.NumberFormatException'
  | 'com.fasterxml.jackson.databind.exc.MismatchedInputException'

/** The error for one thing that ends Kayenta's judgement. */
export function configFault(
  javaException: JavaException,
  pointer: string,
  expected: string,
  received: unknown,
): AnalysisError<'kayenta-config-invalid'> {
  return configFaults([{ pointer, expected, received: describe(received), suggestion: null }], javaException)
}

/** The error for everything that was found. */
export function configFaults(
  faults: readonly KayentaFault[],
  javaException: JavaException | null,
): AnalysisError<'kayenta-config-invalid'> {
  const [first] = faults
  const says =
    first === undefined
      ? 'Expected a canary config'
      : `Expected ${first.pointer} to be ${first.expected}, got ${first.received}${hint(first.suggestion)}`
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return new AnalysisError('kayenta-config-invalid', `${says}${more}`, { faults, javaException })
}

function hint(suggestion: string | null): string {
  return suggestion === null ? '' : `; did you mean '${suggestion}'?`
}

/** A value in a message: short, and without what a terminal or a page would act on. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') {
    const clean = value.replace(/\p{C}/gu, ' ')
    return `'${clean.length > 80 ? `${clean.slice(0, 79)}…` : clean}'`
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
}
