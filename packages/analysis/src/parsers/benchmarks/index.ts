import type { ReportParser } from '../report-parser.ts'

/** Formats of benchmarks. */
export const benchmarksParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
