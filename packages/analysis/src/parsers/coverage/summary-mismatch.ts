import type { CoverageCount, ReportWarning } from '../../evidence/index.ts'

/** A warning where what a report says about itself is not what it lists; none where it says nothing. */
export function summaryMismatch(
  noun: string,
  said: CoverageCount | null,
  counted: CoverageCount | null,
): readonly ReportWarning[] {
  if (said === null || counted === null) return []
  if (said.covered === counted.covered && said.total === counted.total) return []
  const message = `The report's own sum is ${said.covered} of ${said.total} ${noun}, it lists ${counted.covered} of ${counted.total}`
  return [{ code: 'summary-mismatch', message }]
}
