export { createReportReader, type ReportReader, type IncomingReport } from './report-reader.ts'
export { GitFault } from './collect-checkout/git.ts'
export { collectCheckout, type CollectedReport } from './collect-checkout/collect-checkout.ts'
export { createWebAsker } from './collect-checkout/ask-web.ts'
