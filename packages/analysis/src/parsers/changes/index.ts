import { checkoutParser } from './checkout/checkout.ts'
import { unifiedDiffParser } from './unified-diff/unified-diff.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of changes. */
export const changesParsers = {
  checkout: checkoutParser,
  'unified-diff': unifiedDiffParser,
} as const satisfies Readonly<Record<string, ReportParser>>
