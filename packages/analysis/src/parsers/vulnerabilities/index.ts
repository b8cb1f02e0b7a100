import { trivyParser } from './trivy/trivy.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of vulnerable packages. */
export const vulnerabilitiesParsers = {
  trivy: trivyParser,
} as const satisfies Readonly<Record<string, ReportParser>>
