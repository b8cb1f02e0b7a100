import type { ReportParser } from '../report-parser.ts'
import { openvexParser } from './openvex/openvex.ts'

/** Formats of bills of materials and statements on their vulnerabilities. */
export const sbomParsers = {
  openvex: openvexParser,
} as const satisfies Readonly<Record<string, ReportParser>>
