import type { ReportParser } from '../report-parser.ts'

/** Formats of secrets. */
export const secretsParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
