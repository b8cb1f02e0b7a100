import { sarifParser } from './sarif/sarif.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of problems in code and configuration. */
export const findingsParsers = {
  sarif: sarifParser,
} as const satisfies Readonly<Record<string, ReportParser>>
