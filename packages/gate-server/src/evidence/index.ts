export { createReportReader, type ReportReader, type IncomingReport } from './report-reader.ts'
export { GitFault } from './collect-checkout/git.ts'
export { collectCheckout, type CollectedReport } from './collect-checkout/collect-checkout.ts'
export type { AskAddress } from './collect-checkout/check-links.ts'
