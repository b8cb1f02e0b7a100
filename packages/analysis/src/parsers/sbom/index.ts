import type { ReportParser } from '../report-parser.ts'

/** Formats of bills of materials and statements on their vulnerabilities. */
export const sbomParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
