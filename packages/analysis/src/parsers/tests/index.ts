import { junitParser } from './junit/junit.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of test results. */
export const testsParsers = {
  junit: junitParser,
} as const satisfies Readonly<Record<string, ReportParser>>
