import type { ReportParser } from '../report-parser.ts'

/** Formats of linters, formatters and type checkers. */
export const lintParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
