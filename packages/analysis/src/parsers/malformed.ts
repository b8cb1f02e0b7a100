import { AnalysisError } from '../errors.ts'

/** The error for a report that is not what its format says, with the place where it stops being so. */
export function malformed(
  format: string | null,
  expected: string,
  received: string,
  place: { readonly line: number; readonly column: number } | null = null,
): AnalysisError<'report-malformed'> {
  const at = place === null ? '' : ` at line ${place.line}, column ${place.column}`
  return new AnalysisError('report-malformed', `Expected ${expected}${at}, got ${received}`, {
    format,
    line: place?.line ?? null,
    column: place?.column ?? null,
    expected,
    received,
  })
}

/** Text from a report in a message: one line, short, nothing that a terminal would act on. */
export function excerpt(text: string, length = 80): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ').trim()
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean
}
