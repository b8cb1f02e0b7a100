export { createReportReader, type ReportReader, type IncomingReport } from './report-reader.ts'
