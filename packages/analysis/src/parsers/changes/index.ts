import type { ReportParser } from '../report-parser.ts'

/** Formats of changes. */
export const changesParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
