export { parseReport, detectFormat } from './parse-report.ts'
export { reportFormats, isReportFormat, type ReportFormat } from './registry.ts'
export { defaultReportLimits, type ReportLimits } from './limits.ts'
export type { ParsedReport, PlainData, Tally } from './report-parser.ts'
