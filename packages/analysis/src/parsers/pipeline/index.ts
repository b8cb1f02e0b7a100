import type { ReportParser } from '../report-parser.ts'

/** Formats of pipelines. */
export const pipelineParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
